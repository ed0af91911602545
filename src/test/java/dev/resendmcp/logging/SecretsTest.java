package dev.resendmcp.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No body, address, key or token reaches a log or a metric, whatever the level. */
@Tag("slow")
class SecretsTest {
    private static final String TOKEN = "canary-token-" + "0".repeat(30);
    private static final String OPERATOR = "canary-operator-" + "0".repeat(30);
    private static final List<String> CANARIES = List.of(
            TOKEN,
            OPERATOR,
            SeedData.FULL_ACCESS_KEY,
            "canary-to",
            "canary-from",
            "canary-subject",
            "canary-body",
            "canary-key",
            "canary-id",
            "canary-seal",
            "canary-yes",
            "canary-unknown");

    @TempDir
    Path logs;

    @Test
    void canariesAppearInNoLogAndNoMetricEvenAtTrace() throws IOException {
        try (ResendSimulator resend = new ResendSimulator(1000).start();
                RunningService service = guarded(resend)) {
            trace(service, "ROOT");
            trace(service, "org.apache.hc.client5.http");
            trace(service, "io.modelcontextprotocol");
            sendCanaries(service);
            Awaitility.await().until(() -> read("requests.log").lines().count() >= 7);
            Awaitility.await().until(() -> read("resend-full-mcp.log").contains("\"message\":\"Tool call\""));
            String metrics = scrape(service);
            assertThat(metrics).contains("gen_ai_tool_name=\"send_email\"");
            for (String canary : CANARIES) {
                assertThat(metrics).doesNotContain(canary);
                assertThat(read("requests.log")).doesNotContain(canary);
                assertThat(read("resend-full-mcp.log")).doesNotContain(canary);
            }
        }
    }

    @Test
    void everyLineIsOneJsonObject() throws IOException {
        try (ResendSimulator resend = new ResendSimulator(1000).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(), SeedData.FULL_ACCESS_KEY, Map.of("LOG_DIR", logs.toString()))) {
            service.mcp().call("list_emails", "{}");
            Awaitility.await().until(() -> read("resend-full-mcp.log").contains("\"tool\":\"list_emails\""));
            JsonNode line = read("resend-full-mcp.log")
                    .lines()
                    .map(McpCalls::json)
                    .filter(json -> json.path("tool").asText().equals("list_emails"))
                    .findFirst()
                    .orElseThrow();
            assertThat(line.path("outcome").asText()).isEqualTo("ok");
            assertThat(line.path("caller").asText()).isEqualTo("local");
            assertThat(line.path("upstream_status").asInt()).isEqualTo(200);
            assertThat(line.path("duration_ms").isNumber()).isTrue();
            assertThat(line.path("request_id").asText()).isNotEmpty();
        }
    }

    /** The service with a canary as each of its secrets. */
    private RunningService guarded(ResendSimulator resend) {
        return RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "LOG_DIR",
                        logs.toString(),
                        "DEBUG",
                        "true",
                        "MCP_AUTH_TOKENS",
                        TOKEN,
                        "ADMIN_TOKENS",
                        "tests:" + OPERATOR,
                        "CONFIRM_TOOLS",
                        "delete_domain",
                        "CONFIRMATION_KEY",
                        "canary-seal".repeat(3)));
    }

    /** Calls that succeed, that fail, and that are no calls. */
    private static void sendCanaries(RunningService service) {
        call(service, "send_email", mail("canary-from@sandbox.resend.dev"));
        call(service, "send_email", mail("canary-from@unverified.example.org"));
        call(service, "send_email", mail("canary-from"));
        call(service, "get_email", "{'email_id':'canary-id@example.org'}");
        call(service, "canary-unknown", "{}");
        call(service, "delete_domain", "{'domain_id':'canary-id','confirmation_token':'canary-yes'}");
        service.mcp().send("{\"canary-body\":", "Authorization", "Bearer " + TOKEN);
        service.mcp().send("{}", "Authorization", "Bearer " + TOKEN + "canary-unknown");
    }

    private static String scrape(RunningService service) {
        return service.mcp()
                .send(HttpRequest.newBuilder(service.admin("/prometheus"))
                        .header("Authorization", "Bearer " + OPERATOR)
                        .build())
                .body();
    }

    private String read(String file) throws IOException {
        Path path = logs.resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    private static void trace(RunningService service, String logger) {
        HttpRequest request = HttpRequest.newBuilder(
                        service.admin("/tasks/log-level?logger=" + logger + "&level=TRACE"))
                .header("Authorization", "Bearer " + OPERATOR)
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(service.mcp().send(request).statusCode()).isEqualTo(200);
    }

    private static String mail(String from) {
        return "{'from':'" + from + "','to':'canary-to@example.net','subject':'canary-subject','text':'canary-body',"
                + "'idempotency_key':'canary-key'}";
    }

    private static void call(RunningService service, String tool, String arguments) {
        String message = "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'" + tool + "','arguments':"
                + arguments + "}}";
        assertThat(service.mcp()
                        .send(McpCalls.json(message).toString(), "Authorization", "Bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(200);
    }
}
