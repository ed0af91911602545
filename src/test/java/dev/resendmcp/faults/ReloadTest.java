package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.SeededAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP to a service that runs. */
@Tag("slow")
class ReloadTest {
    private static final String FIRST = "first-caller-first-caller-first-caller";
    private static final String SECOND = "second-caller-second-caller-second-caller";
    private static final String SUCCESS = "config_reload_total{result=\"success\"}";
    private static final String FAILURE = "config_reload_total{result=\"failure\"}";
    private static final String MAIL = "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'send_email',"
            + "'arguments':{'from':'a@sandbox.resend.dev','to':'delivered@resend.dev','subject':'Reload','text':'Hello'}}}";

    @TempDir
    Path directory;

    private ResendSimulator resend;
    private ServiceProcess service;

    @BeforeEach
    void start() throws IOException {
        assumeThat(ignoresHangUp()).as("SIGHUP is ignored here, as under nohup").isFalse();
        resend = new ResendSimulator(10).start();
        write("key", SeedData.FULL_ACCESS_KEY);
        write("tokens", FIRST);
        write("operators", "tests:" + ServiceProcess.OPERATOR);
        Map<String, String> settings = new HashMap<>(Map.of(
                "RESEND_API_KEY", "",
                "RESEND_API_KEY_FILE", "key",
                "MCP_AUTH_TOKENS_FILE", "tokens",
                "ADMIN_TOKENS", "",
                "ADMIN_TOKENS_FILE", "operators",
                "CONFIRM_TOOLS", "delete_domain"));
        service = ServiceProcess.start(resend.baseUri(), directory, settings);
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
        if (resend != null) {
            resend.close();
        }
    }

    /** Processes inherit what is ignored, and a JVM leaves it so. */
    static boolean ignoresHangUp() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) == 1);
    }

    @Test
    void reloadsAreCountedFromTheStart() {
        assertThat(service.metric(SUCCESS)).isZero();
        assertThat(service.metric(FAILURE)).isZero();
    }

    @Test
    void newTokenIsLetInAndRemovedTokenIsNot() throws IOException {
        assertThat(status(SECOND)).isEqualTo(401);
        write("tokens", SECOND);
        reload(SUCCESS);
        assertThat(status(SECOND)).isEqualTo(200);
        assertThat(status(FIRST)).isEqualTo(401);
    }

    @Test
    void newOperatorIsLetInAndRemovedOperatorIsNot() throws IOException {
        String both = "tests:" + ServiceProcess.OPERATOR + ",ann:" + SECOND;
        assertThat(service.scrapeStatus(SECOND)).isEqualTo(401);
        write("operators", both);
        reload(SUCCESS);
        assertThat(service.scrapeStatus(SECOND)).isEqualTo(200);
        write("operators", "tests:" + ServiceProcess.OPERATOR);
        reload(SUCCESS);
        assertThat(service.scrapeStatus(SECOND)).isEqualTo(401);
    }

    @Test
    void wrongOperatorsLeaveThoseBeforeAndAreNamed() throws IOException {
        write("operators", "tests:short");
        reload(FAILURE);
        assertThat(service.scrapeStatus(ServiceProcess.OPERATOR)).isEqualTo(200);
        assertThat(service.log())
                .contains("the previous ones stay in effect: ADMIN_TOKENS_FILE")
                .doesNotContain("tests:short");
    }

    @Test
    void factsSayWhetherTokensAreRequiredNow() throws IOException {
        assertThat(tokensRequired("Bearer " + FIRST)).isTrue();
        Path file = directory.resolve("config.yml");
        String settings = Files.readString(file);
        Files.writeString(file, settings.replace("\"${MCP_AUTH_TOKENS:-}\"", "\"\""));
        reload(SUCCESS);
        assertThat(tokensRequired("")).isFalse();
        Files.writeString(file, settings);
        reload(SUCCESS);
        assertThat(tokensRequired("Bearer " + FIRST)).isTrue();
    }

    @Test
    void rotatedTokenOfANameKeepsItsSendsAndConfirmations() throws IOException {
        write("tokens", "ann:" + FIRST);
        reload(SUCCESS);
        McpCalls before = service.mcp().as(FIRST);
        String deletion = "{'domain_id':'" + SeededAccount.DOMAIN_ID + "'}";
        JsonNode mail = before.call("send_email", Mails.mail("rotation"));
        String confirmation = before.call("delete_domain", deletion)
                .at("/confirmation_required/confirmation_token")
                .asText();
        write("tokens", "ann:" + SECOND);
        reload(SUCCESS);
        McpCalls after = service.mcp().as(SECOND);
        JsonNode repeat = after.call("send_email", Mails.mail("rotation"));
        assertThat(repeat.path("id").asText()).isNotEmpty().isEqualTo(Mails.id(mail));
        assertThat(repeat.path("deduplicated").asBoolean()).isTrue();
        JsonNode deleted =
                after.call("delete_domain", deletion.replace("}", ",'confirmation_token':'" + confirmation + "'}"));
        assertThat(deleted.path("deleted").asBoolean()).isTrue();
    }

    @Test
    void sendsGoUnderTheNewKeyAndRepeatsAreStillTold() throws IOException {
        String id = send().path("id").asText();
        assertThat(resend.lastRequest().header("Authorization")).isEqualTo("Bearer " + SeedData.FULL_ACCESS_KEY);
        write("key", SeededAccount.SENDING_ACCESS_KEY);
        reload(SUCCESS);
        JsonNode repeat = send();
        assertThat(repeat.path("id").asText()).isEqualTo(id);
        assertThat(repeat.path("deduplicated").asBoolean()).isTrue();
        service.mcp().send(MAIL.replace('\'', '"').replace("Hello", "Another"), "Authorization", "Bearer " + FIRST);
        assertThat(resend.lastRequest().header("Authorization"))
                .isEqualTo("Bearer " + SeededAccount.SENDING_ACCESS_KEY);
    }

    @Test
    void wrongFileLeavesAllSecretsAsTheyWereAndIsNamed() throws IOException {
        write("tokens", SECOND);
        write("key", "re_xxxxxxxx");
        reload(FAILURE);
        assertThat(status(FIRST)).isEqualTo(200);
        assertThat(status(SECOND)).isEqualTo(401);
        assertThat(service.log())
                .contains("The settings were not reloaded; the previous ones stay in effect: RESEND_API_KEY_FILE")
                .doesNotContain("re_xxxxxxxx");
        assertThat(service.metric(SUCCESS)).isZero();
    }

    @Test
    void missingFileLeavesAllSecretsAsTheyWereAndIsNamed() throws IOException {
        Files.delete(directory.resolve("tokens"));
        reload(FAILURE);
        assertThat(status(FIRST)).isEqualTo(200);
        assertThat(service.log()).contains("MCP_AUTH_TOKENS_FILE: there is no file tokens.");
    }

    @Test
    void levelsFollowTheConfigurationFile() throws IOException {
        Path file = directory.resolve("config.yml");
        String settings = Files.readString(file);
        Files.writeString(file, settings.replace("\n  level: INFO", "\n  level: ERROR"));
        reload(SUCCESS);
        assertThat(service.log()).doesNotContain("Log levels and secrets were reloaded");
        Files.writeString(file, settings);
        service.hangUp();
        await().until(() -> service.log().contains("Log levels and secrets were reloaded"));
    }

    private void reload(String counter) {
        double before = service.metric(counter);
        service.hangUp();
        await().atMost(Duration.ofSeconds(30)).until(() -> service.metric(counter) == before + 1);
    }

    private int status(String token) {
        return service.mcp()
                .send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}", "Authorization", "Bearer " + token)
                .statusCode();
    }

    private boolean tokensRequired(String authorization) {
        String read = "{'jsonrpc':'2.0','id':1,'method':'resources/read','params':{'uri':'resend://configuration'}}";
        String[] headers = authorization.isEmpty() ? new String[0] : new String[] {"Authorization", authorization};
        String text = McpCalls.parse(service.mcp().send(read.replace('\'', '"'), headers))
                .at("/result/contents/0/text")
                .asText();
        return McpCalls.json(text).at("/access/tokensRequired").asBoolean();
    }

    private JsonNode send() {
        return McpCalls.parse(service.mcp().send(MAIL.replace('\'', '"'), "Authorization", "Bearer " + FIRST))
                .path("result")
                .path("structuredContent");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content + "\n");
    }
}
