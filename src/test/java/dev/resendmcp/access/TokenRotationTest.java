package dev.resendmcp.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SeededAccount;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller is a name: with a new token it is still the same one, also after a restart. */
@Tag("slow")
class TokenRotationTest {
    private static final String OLD = "old-" + "0".repeat(32);
    private static final String NEW = "new-" + "0".repeat(32);
    private static final String OTHER = "other-" + "0".repeat(32);
    private static final String MAIL =
            "{'from': 'a@sandbox.resend.dev', 'to': 'delivered@resend.dev', 'subject': 's', 'text': 't'}";
    private static final String KEYED = MAIL.replace("}", ", 'idempotency_key': 'order-42'}");
    private static final String DELETION = "{'domain_id': '" + SeededAccount.DOMAIN_ID + "'}";

    @TempDir
    Path state;

    private final ResendSimulator resend = new ResendSimulator(1_000).start();
    private RunningService service;

    @BeforeEach
    void start() {
        start("ann:" + OLD + ",bob:" + OTHER);
    }

    @AfterEach
    void stop() {
        service.close();
        resend.close();
    }

    @Test
    void repeatUnderTheNewTokenIsNotSentAgain() {
        JsonNode mail = call(OLD, "send_email", MAIL);
        JsonNode keyed = call(OLD, "send_email", KEYED);
        rotate();
        assertRepeats(mail, call(NEW, "send_email", MAIL));
        assertRepeats(keyed, call(NEW, "send_email", KEYED));
        assertThat(requests("POST")).isEqualTo(2);
    }

    @Test
    void sameSendOfAnotherCallerIsStillAnotherOne() {
        JsonNode mail = call(OLD, "send_email", MAIL);
        rotate();
        assertThat(call(OTHER, "send_email", MAIL).path("id").asText())
                .isNotEmpty()
                .isNotEqualTo(mail.path("id").asText());
    }

    @Test
    void openConfirmationStaysValidForItsCallerAlone() {
        String token = call(OLD, "delete_domain", DELETION)
                .at("/confirmation_required/confirmation_token")
                .asText();
        ObjectNode confirmed = ((ObjectNode) McpCalls.json(DELETION)).put("confirmation_token", token);
        rotate();
        assertThat(call(OTHER, "delete_domain", confirmed.toString())
                        .at("/error/name")
                        .asText())
                .isEqualTo("invalid_confirmation");
        assertThat(requests("DELETE")).isZero();
        assertThat(call(NEW, "delete_domain", confirmed.toString())
                        .path("deleted")
                        .asBoolean())
                .isTrue();
        assertThat(requests("DELETE")).isEqualTo(1);
    }

    /** Restarts the service with a new token for the same name. */
    private void rotate() {
        service.close();
        start("ann:" + NEW + ",bob:" + OTHER);
        assertThat(service.mcp()
                        .as(OLD)
                        .send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                        .statusCode())
                .as("the old token")
                .isEqualTo(401);
    }

    private void start(String tokens) {
        service = RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "MCP_AUTH_TOKENS",
                        tokens,
                        "STATE_DIR",
                        state.toString(),
                        "CONFIRM_TOOLS",
                        "delete_domain",
                        "CONFIRMATION_KEY",
                        "k".repeat(32)));
    }

    private JsonNode call(String token, String tool, String arguments) {
        return service.mcp().as(token).call(tool, arguments);
    }

    private static void assertRepeats(JsonNode first, JsonNode repeat) {
        assertThat(repeat.path("id").asText())
                .isNotEmpty()
                .isEqualTo(first.path("id").asText());
        assertThat(repeat.path("deduplicated").asBoolean()).isTrue();
    }

    private long requests(String method) {
        return resend.requests().stream()
                .filter(request -> request.method().equals(method))
                .count();
    }
}
