package dev.resendmcp.access.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SeededAccount;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests and approvals outlive the process if its key does. */
class RestartTest {
    private static final String OPERATOR = "o".repeat(40);
    private static final JsonNode ARGUMENTS = McpCalls.json("{'domain_id':'" + SeededAccount.DOMAIN_ID + "'}");

    @TempDir
    Path state;

    @Test
    void requestAndApprovalOutliveRestarts() {
        try (ResendSimulator resend = new ResendSimulator(100).start()) {
            try (RunningService service = start(resend, "k".repeat(32))) {
                service.mcp().call("delete_domain", ARGUMENTS);
            }
            try (RunningService service = start(resend, "k".repeat(32))) {
                ConsoleCalls console = new ConsoleCalls(service.admin("/"));
                console.login(OPERATOR);
                assertThat(console.approve().body()).contains("Approved");
            }
            try (RunningService service = start(resend, "k".repeat(32))) {
                assertThat(service.mcp()
                                .call("delete_domain", ARGUMENTS)
                                .path("deleted")
                                .asBoolean())
                        .isTrue();
            }
        }
    }

    @Test
    void approvalOfAnotherKeyIsNone() {
        try (ResendSimulator resend = new ResendSimulator(100).start()) {
            try (RunningService service = start(resend, "k".repeat(32))) {
                service.mcp().call("delete_domain", ARGUMENTS);
                ConsoleCalls console = new ConsoleCalls(service.admin("/"));
                console.login(OPERATOR);
                console.approve();
            }
            try (RunningService service = start(resend, "l".repeat(32))) {
                assertThat(service.mcp().call("delete_domain", ARGUMENTS).has("approval_required"))
                        .isTrue();
            }
        }
    }

    private RunningService start(ResendSimulator resend, String key) {
        return RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "APPROVE_TOOLS",
                        "destructive",
                        "ADMIN_TOKENS",
                        "ann:" + OPERATOR,
                        "CONFIRMATION_KEY",
                        key,
                        "STATE_DIR",
                        state.toString()));
    }
}
