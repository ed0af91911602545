package dev.resendmcp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.audit.AuditEvent.Kind;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.Scrape;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running service records. */
class AuditHttpTest {
    private static final String ANN = "a".repeat(32);
    private static final String MAIL =
            "{'from': 'a@sandbox.resend.dev', 'to': ['delivered@resend.dev', 'bounced@resend.dev'], 'subject': 's',"
                    + " 'text': 't'}";

    @TempDir
    private Path directory;

    private final ResendSimulator resend = new ResendSimulator(1_000).start();
    private RunningService service;

    @AfterEach
    void stop() {
        service.close();
        resend.close();
    }

    private McpCalls start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "AUDIT_DIR",
                directory.toString(),
                "AUDIT_KEY",
                "0123456789abcdef0123456789abcdef",
                "MCP_AUTH_TOKENS",
                "ann:" + ANN));
        settings.putAll(more);
        service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY, settings);
        return service.mcp().as(ANN);
    }

    private List<JsonNode> events(String kind) {
        return AuditFixture.lines(directory).stream()
                .filter(line -> line.path("event").asText().equals(kind))
                .toList();
    }

    @Test
    void sendHasAnIntentAndAnOutcome() throws IOException {
        String id = start(Map.of()).call("send_email", MAIL).path("id").asText();
        JsonNode intent = events("intent").get(0);
        JsonNode outcome = AuditFixture.first(directory, Kind.OUTCOME);
        assertThat(intent.path("caller").asText()).isEqualTo("ann");
        assertThat(intent.path("address").asText()).isEqualTo("127.0.0.1");
        assertThat(intent.path("tool").asText()).isEqualTo("send_email");
        assertThat(intent.path("verdict").asText()).isEqualTo("allowed");
        assertThat(intent.path("recipients").asInt()).isEqualTo(2);
        assertThat(intent.path("arguments").asText()).matches("[0-9a-f]{64}");
        assertThat(outcome.path("call")).isEqualTo(intent.path("call"));
        assertThat(outcome.path("outcome").asText()).isEqualTo("ok");
        assertThat(outcome.path("ids").asText()).isEqualTo(id);
        assertThat(AuditFixture.verify(directory).sound()).isTrue();
    }

    @Test
    void intentIsOnTheDiskBeforeTheRequestLeaves() {
        List<Integer> intents = new CopyOnWriteArrayList<>();
        try (ScriptedUpstream upstream = new ScriptedUpstream()) {
            upstream.scriptByPath(path -> {
                // The service asks for the account's limits at its start.
                if (path.equals("/emails")) {
                    intents.add(events("intent").size());
                }
                return Reply.of(200, "{\"id\":\"1\"}");
            });
            start(Map.of("RESEND_API_BASE_URL", upstream.uri().toString())).call("send_email", MAIL);
        }
        assertThat(intents).isNotEmpty().first().isEqualTo(1);
    }

    @Test
    void recipientsInHeadersAreCounted() {
        start(Map.of()).call("send_email", MAIL.replaceFirst("}$", ",'headers':{'Cc':'a@resend.dev, b@resend.dev'}}"));
        assertThat(events("intent").get(0).path("recipients").asInt()).isEqualTo(4);
    }

    @Test
    void readsAreNotRecorded() {
        start(Map.of()).call("list_domains", "{}");
        assertThat(events("intent")).isEmpty();
    }

    @Test
    void clientIsRecordedByTheNameItGives() {
        start(Map.of());
        ModernCalls modern = service.modern();
        modern.send(new Message(
                        "tools/call",
                        "{'name':'create_topic','arguments':{'name':'t','default_subscription':" + "'opt_in'}}")
                .meta("clientInfo", McpCalls.json("{'name': 'example-client', 'version': '1'}"))
                .header("Authorization", "Bearer " + ANN));
        assertThat(events("intent").get(0).path("client").asText()).isEqualTo("example-client/1");
    }

    @Test
    void unknownToolIsARefusal() {
        start(Map.of())
                .send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"no_tool\"}}");
        var unused = AuditFixture.first(directory, Kind.REFUSAL);
        assertThat(events("refusal")).singleElement().satisfies(line -> {
            assertThat(line.path("verdict").asText()).isEqualTo("unknown_tool");
            assertThat(line.path("tool").asText()).isEqualTo("unknown");
        });
        assertThat(Scrape.of(service).value("mcp_caller_refusals_total{caller=\"ann\",reason=\"unknown_tool\"}"))
                .isEqualTo(1);
    }

    @Test
    void refusalByPolicyNamesItsRule() {
        start(Map.of("DENIED_RECIPIENTS", "resend.dev")).call("send_email", MAIL);
        var unused = AuditFixture.first(directory, Kind.REFUSAL);
        assertThat(events("refusal")).singleElement().satisfies(line -> {
            assertThat(line.path("verdict").asText()).isEqualTo("policy_refused");
            assertThat(line.path("rule").asText()).isEqualTo("DENIED_RECIPIENTS");
        });
        assertThat(events("intent")).isEmpty();
    }

    @Test
    void refusalByBudgetNamesItsWindow() {
        start(Map.of("RECIPIENTS_PER_HOUR", "0")).call("send_email", MAIL);
        var unused = AuditFixture.first(directory, Kind.REFUSAL);
        assertThat(events("refusal")).singleElement().satisfies(line -> {
            assertThat(line.path("verdict").asText()).isEqualTo("budget_exceeded");
            assertThat(line.path("rule").asText()).isEqualTo("RECIPIENTS_PER_HOUR");
        });
    }

    @Test
    void writesStopWhenNothingCanBeRecorded() throws IOException {
        McpCalls ann = start(Map.of());
        ann.call("send_email", MAIL);
        int before = resend.requests().size();
        Files.delete(AuditFixture.files(directory).get(0));
        JsonNode refused = ann.call("send_email", MAIL.replace("'s'", "'other'"));
        assertThat(refused.at("/error/name").asText()).isEqualTo("audit_unavailable");
        assertThat(resend.requests()).hasSize(before);
        assertThat(ann.call("list_domains", "{}").path("data").isArray()).isTrue();
        assertThat(service.get(service.admin("/healthcheck")).body()).contains("The audit log cannot be written");
        assertThat(Scrape.of(service).value("mcp_audit_failures_total")).isPositive();
    }

    @Test
    void writesGoOnWithoutARecordIfTheSettingsAllowIt() throws IOException {
        McpCalls ann = start(Map.of("AUDIT_REQUIRED", "false"));
        Files.delete(AuditFixture.files(directory).get(0));
        assertThat(ann.call("send_email", MAIL).path("id").asText()).isNotEmpty();
    }

    @Test
    void linesHoldNoAddressAndNoContent() throws IOException {
        start(Map.of()).call("send_email", MAIL);
        assertThat(Files.readString(AuditFixture.files(directory).get(0)))
                .doesNotContain("@", "resend.dev", ANN, SeedData.FULL_ACCESS_KEY);
    }
}
