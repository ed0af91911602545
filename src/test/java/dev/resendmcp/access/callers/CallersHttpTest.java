package dev.resendmcp.access.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers of a file have their own tokens and rights, and a changed file takes effect as a whole or not at all. */
class CallersHttpTest {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String MAIL =
            "{'from': 'a@sandbox.resend.dev', 'to': 'delivered@resend.dev', 'subject': 's', 'text': 't'}";

    private static final String PLAIN = "t".repeat(32);

    private final CallerToken sender = CallerToken.create();
    private final CallerToken reader = CallerToken.create();
    private final CallerToken expired = CallerToken.create();
    private final ResendSimulator resend = new ResendSimulator(1_000).start();

    @TempDir
    Path directory;

    private Path file;
    private RunningService service;

    @BeforeEach
    void start() throws IOException {
        file = directory.resolve("callers.yml");
        write(entries());
        service = RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "CALLERS_FILE",
                        file.toString(),
                        "EXCLUDE_TOOLS",
                        "cancel_email",
                        "APPROVE_TOOLS",
                        "none",
                        "MCP_AUTH_TOKENS",
                        "reader:" + PLAIN + "1,expired:" + PLAIN + "2,other:" + PLAIN + "3"));
    }

    @AfterEach
    void stop() {
        service.close();
        resend.close();
    }

    private String entries() {
        return "callers:\n"
                + entry(
                        "sender",
                        sender,
                        "    toolsets: [sending]\n    policy:\n      denied_recipients: \"*.resend.dev, resend.dev\"\n")
                + entry("reader", reader, "    toolsets: [topics]\n    read_only: true\n    expires: \"2999-01-01\"\n")
                + entry("expired", expired, "    expires: \"2020-01-01\"\n");
    }

    private static String entry(String name, CallerToken token, String rest) {
        return "  - name: " + name + "\n    token_hash: \"" + token.hash().text() + "\"\n" + rest;
    }

    @Test
    void eachCallerSeesItsToolsAndNoOthers() {
        assertThat(tools(sender)).contains("send_email").doesNotContain("list_topics", "cancel_email");
        assertThat(tools(reader)).containsExactlyInAnyOrder("get_topic", "list_topics");
        assertThat(tools(reader, "X-MCP-Toolsets", "all")).containsExactlyInAnyOrder("get_topic", "list_topics");
    }

    @Test
    void entryNarrowsAPlainTokenOfItsName() {
        assertThat(service.mcp().as(PLAIN + "1").ask("tools/list").path("tools"))
                .hasSize(2);
        assertThat(service.mcp()
                        .send(LIST, "Authorization", "Bearer " + PLAIN + "2")
                        .statusCode())
                .isEqualTo(401);
        assertThat(service.mcp().as(PLAIN + "3").ask("tools/list").path("tools").size())
                .isGreaterThan(100);
    }

    @Test
    void hiddenToolIsAnsweredLikeAnUnknownOneInBothEras() {
        JsonNode hidden = call(reader, "send_email");
        assertThat(hidden).isEqualTo(call(reader, "send_galaxy"));
        assertThat(hidden.at("/error/message").asText()).startsWith("Unknown tool");
        HttpResponse<String> modern = service.modern()
                .send(new ModernCalls.Message("tools/call", "{'name':'send_email','arguments':" + MAIL + "}")
                        .header("Authorization", "Bearer " + reader.text()));
        assertThat(modern.body()).contains("Unknown tool");
        assertThat(resend.requests()).noneMatch(request -> request.method().equals("POST"));
    }

    @Test
    void policyOfTheEntryHolds() {
        assertThat(call(sender, "send_email")
                        .at("/result/structuredContent/error/name")
                        .asText())
                .isEqualTo("policy_refused");
        assertThat(resend.requests()).noneMatch(request -> request.method().equals("POST"));
    }

    @Test
    void unknownWrongAndExpiredTokensLookAlike() {
        String wrong =
                sender.text().substring(0, 16) + CallerToken.create().text().substring(16);
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (String token : List.of(expired.text(), wrong, CallerToken.create().text(), "words", sender.text() + "a")) {
            answers.add(service.mcp().send(LIST, "Authorization", "Bearer " + token));
        }
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo(answers.get(0).body());
            assertThat(answer.headers().firstValue("www-authenticate"))
                    .isEqualTo(answers.get(0).headers().firstValue("www-authenticate"));
        });
        assertThat(service.mcp().send(LIST).statusCode()).isEqualTo(401);
    }

    @Test
    void goodTokensAreServedWhileWrongOnesAreSlowed() {
        for (int i = 0; i < 25; i++) {
            service.mcp().send(LIST, "Authorization", "Bearer wrong");
        }
        assertThat(tools(reader)).isNotEmpty();
    }

    @Test
    void changedFileTakesEffect() throws IOException {
        CallerToken other = CallerToken.create();
        write("callers:\n" + entry("other", other, ""));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> service.mcp()
                                .send(LIST, "Authorization", "Bearer " + other.text())
                                .statusCode()
                        == 200);
        assertThat(service.mcp()
                        .send(LIST, "Authorization", "Bearer " + sender.text())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void badFileKeepsTheOldCallersAndIsReported() throws IOException {
        write(entries().replace("toolsets: [topics]", "toolsets: [topic]"));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> service.get(service.admin("/prometheus")).body().contains("mcp_callers_file_current 0"));
        assertThat(tools(reader)).containsExactlyInAnyOrder("get_topic", "list_topics");
        assertThat(service.get(service.admin("/prometheus")).body())
                .contains("mcp_callers_reload_total{result=\"failure\"} 1");
        assertThat(service.get(service.admin("/healthcheck")).body()).contains("callers[1].toolsets", "line 9");
        write(entries());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> service.get(service.admin("/prometheus")).body().contains("mcp_callers_file_current 1"));
    }

    private void write(String text) throws IOException {
        Path fresh = Files.createTempFile(
                directory,
                "new",
                ".yml",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> tools(CallerToken token, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Authorization";
        all[1] = "Bearer " + token.text();
        List<String> names = new ArrayList<>();
        McpCalls.parse(service.mcp().send(LIST, all))
                .at("/result/tools")
                .forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    private JsonNode call(CallerToken token, String tool) {
        return service.mcp()
                .ask(
                        "tools/call",
                        "{'name':'" + tool + "','arguments':" + MAIL + "}",
                        "Authorization",
                        "Bearer " + token.text());
    }
}
