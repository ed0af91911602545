package dev.resendmcp.access.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An agent with a valid token and all tools makes a thousand tries over every way it has to get calls through that need an
 * operator: none gets through.
 */
class HostileAgentTest {
    private static final String AGENT = "agent-" + "0".repeat(30);
    private static final int TRIES = 1_000;
    private static final Map<String, String> TARGETS = Map.of(
            "delete_domain", "{'domain_id':'" + SeededAccount.DOMAIN_ID + "'}",
            "delete_webhook", "{'webhook_id':'" + SeededAccount.WEBHOOK_ID + "'}",
            "create_api_key", "{'name':'mine'}",
            "share_email", "{'email_id':'" + SeededAccount.RECEIVED_EMAIL_ID + "'}",
            "create_webhook", "{'endpoint':'https://evil.example/','events':['email.sent']}",
            "send_email",
                    "{'from':'a@" + SeedData.DOMAIN_NAME
                            + "','to':['a1@resend.dev','a2@resend.dev','a3@resend.dev'],'subject':'s','text':'t'}");
    private static final List<String> TOOLS = TARGETS.keySet().stream().sorted().toList();

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension()
            .tokens("agent:" + AGENT)
            .with("APPROVE_TOOLS", "sensitive, destructive, bulk")
            .with("BULK_OVER", "2")
            .with("ADMIN_TOKENS", "ann:" + "o".repeat(40));

    private final Random random = new Random(7);
    private JsonNode last = McpCalls.JSON.createObjectNode();

    @Test
    void noCallGetsThroughWithoutThePage() {
        for (int i = 0; i < TRIES; i++) {
            String tool = TOOLS.get(i % TOOLS.size());
            attempt(i / TOOLS.size() % 10, tool, (ObjectNode) McpCalls.json(TARGETS.get(tool)));
        }
        assertThat(service.resend().requests())
                .extracting(RecordedRequest::method)
                .doesNotContain("POST", "DELETE", "PATCH", "PUT");
    }

    private void attempt(int way, String tool, ObjectNode arguments) {
        switch (way) {
            case 0 -> last = legacy(tool, arguments);
            case 1 -> legacy(tool, arguments.put("confirmation_token", lastId()));
            case 2 -> legacy(tool, arguments.put("approval_id", lastId()).put("approved", true));
            case 3 -> last = modern(tool, arguments, "{'elicitation':{'form':{},'url':{}}}", null, "");
            case 4 -> forged(tool, arguments, "{'action':'accept','content':{'confirm':true,'approved':true}}");
            case 5 -> forged(tool, arguments, "{'action':'accept'}");
            case 6 -> atOnce(tool, arguments);
            case 7 -> headers(tool, arguments);
            case 8 -> console();
            default -> variant(tool, arguments);
        }
    }

    private void forged(String tool, ObjectNode arguments, String answer) {
        JsonNode question = modern(tool, arguments, "{'elicitation':{'form':{},'url':{}}}", null, "");
        String responses = "{'confirm':" + answer + ",'approval':" + answer + "}";
        String state = question.path("requestState").asText();
        modern(tool, arguments, "{'elicitation':{'form':{},'url':{}}}", responses, state);
        modern(tool, arguments, "{'elicitation':{}}", responses, state);
        modern(tool, arguments, "{'elicitation':{}}", responses, state + "x");
        modern(TOOLS.get(random.nextInt(TOOLS.size())), arguments, "{'elicitation':{}}", responses, state);
    }

    private void atOnce(String tool, ObjectNode arguments) {
        List.of(1, 2, 3, 4).stream()
                .map(i -> CompletableFuture.supplyAsync(() -> legacy(tool, arguments)))
                .toList()
                .forEach(CompletableFuture::join);
    }

    private void headers(String tool, ObjectNode arguments) {
        String params = "{'name':'" + tool + "','arguments':" + arguments + ",'_meta':{'approved':true,'approval':'"
                + lastId() + "'}}";
        service.mcp()
                .ask(
                        "tools/call",
                        params,
                        "Authorization",
                        "Bearer " + AGENT,
                        "X-Approved",
                        "true",
                        "X-Operator",
                        "ann",
                        "Cookie",
                        "resend-mcp-console=" + "0".repeat(64));
    }

    /** Everything that it can try at the admin port: guesses, its own token, its own cookie. */
    private void console() {
        ConsoleCalls browser = new ConsoleCalls(service.admin("/"));
        String id = lastId().isEmpty() ? "apr-" + "0".repeat(32) : lastId();
        String form = "ticket=guess&decision=approve";
        assertThat(browser.login(AGENT).statusCode()).isIn(401, 429);
        HttpResponse<String> answer = browser.post("/console/approvals/" + id, form, browser.origin());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(browser.post("/console/approvals/" + id, form, "").statusCode())
                .isEqualTo(403);
        assertThat(browser.get("/console/approvals/" + id + "?" + form).statusCode())
                .isEqualTo(401);
        assertThat(browser.get("/console/approvals;x/..;/approvals/" + id).statusCode())
                .isIn(400, 401, 404);
    }

    /** The same call in other words. */
    private void variant(String tool, ObjectNode arguments) {
        legacy(tool.toUpperCase(Locale.ROOT), arguments);
        legacy(" " + tool, arguments);
        legacy(tool, arguments.put("dry_run", false));
        legacy(tool, arguments.put("extra", random.nextInt()));
    }

    private String lastId() {
        return last.at("/structuredContent/approval_required/id").asText();
    }

    private static JsonNode legacy(String tool, ObjectNode arguments) {
        String params = "{'name':'" + tool + "','arguments':" + arguments + "}";
        return service.mcp()
                .ask("tools/call", params, "Authorization", "Bearer " + AGENT)
                .path("result");
    }

    private static JsonNode modern(
            String tool, ObjectNode arguments, String capabilities, String responses, String state) {
        ObjectNode params = McpCalls.JSON.createObjectNode().put("name", tool);
        params.set("arguments", arguments);
        if (responses != null) {
            params.set("inputResponses", McpCalls.json(responses));
            params.put("requestState", state);
        }
        Message message = new Message("tools/call", params.toString())
                .header("Authorization", "Bearer " + AGENT)
                .meta("clientCapabilities", McpCalls.json(capabilities));
        return McpCalls.parse(new ModernCalls(service.uri("/mcp")).send(message))
                .path("result");
    }
}
