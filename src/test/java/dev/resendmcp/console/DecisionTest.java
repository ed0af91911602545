package dev.resendmcp.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators decide on the page is what happens, once. */
class DecisionTest {
    private static final String OPERATOR = "o".repeat(40);
    private static final String ARGUMENTS = "{'domain_id':'" + SeededAccount.DOMAIN_ID + "'}";

    @RegisterExtension
    final ServiceExtension service = new ServiceExtension()
            .with("APPROVE_TOOLS", "destructive, sends")
            .with("ADMIN_TOKENS", "ann:" + OPERATOR)
            .with("APPROVAL_TTL", "1h");

    private ConsoleCalls console;

    @BeforeEach
    void login() {
        console = new ConsoleCalls(service.admin("/"));
        assertThat(console.login(OPERATOR).statusCode()).isEqualTo(302);
    }

    @Test
    void approvedCallIsCarriedOutOnce() {
        call("delete_domain", ARGUMENTS);
        assertThat(console.approve().body()).contains("Approved");
        assertThat(call("delete_domain", ARGUMENTS).path("deleted").asBoolean()).isTrue();
        assertThat(call("delete_domain", ARGUMENTS).has("approval_required")).isTrue();
        assertThat(changes()).extracting(RecordedRequest::method).containsExactly("DELETE");
    }

    @Test
    void twentyCallsAtOnceUseAnApprovalOnce() {
        call("delete_domain", ARGUMENTS);
        console.approve();
        List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> call("delete_domain", ARGUMENTS)))
                .toList();
        assertThat(calls.stream().filter(call -> call.join().has("deleted"))).hasSize(1);
        assertThat(changes()).hasSize(1);
    }

    @Test
    void refusalIsToldWithItsReason() {
        call("delete_domain", ARGUMENTS);
        console.refuse("Not on a Friday");
        JsonNode error = call("delete_domain", ARGUMENTS).path("error");
        assertThat(error.path("name").asText()).isEqualTo("declined");
        assertThat(error.path("message").asText()).contains("Not on a Friday");
        assertThat(changes()).isEmpty();
    }

    @Test
    void approvalIsValidForItsArgumentsOnly() {
        call("delete_domain", ARGUMENTS);
        console.approve();
        String other = "{'domain_id':'" + SeededAccount.WEBHOOK_ID + "'}";
        assertThat(call("delete_domain", other).has("approval_required")).isTrue();
        assertThat(changes()).isEmpty();
    }

    @Test
    void broadcastThatChangedAfterTheApprovalWaitsAgain() {
        String id = created();
        call("send_broadcast", "{'id':'" + id + "'}");
        console.approve();
        service.mcp().call("update_broadcast", "{'id':'" + id + "','subject':'Something else'}");
        assertThat(call("send_broadcast", "{'id':'" + id + "'}").has("approval_required"))
                .isTrue();
        assertThat(service.resend().requests())
                .noneMatch(request -> request.target().endsWith("/send"));
    }

    @Test
    void unchangedBroadcastIsSentAfterTheApproval() {
        String id = created();
        call("send_broadcast", "{'id':'" + id + "'}");
        console.approve();
        assertThat(call("send_broadcast", "{'id':'" + id + "'}").path("id").asText())
                .isEqualTo(id);
    }

    @Test
    void callThatABudgetRefusesDoesNotUseItsApproval() {
        try (RunningService limited = RunningService.inFrontOf(
                service.resend().baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of("APPROVE_TOOLS", "destructive", "ADMIN_TOKENS", "ann:" + OPERATOR, "CALLS_PER_MINUTE", "1"))) {
            ConsoleCalls page = new ConsoleCalls(limited.admin("/"));
            page.login(OPERATOR);
            limited.mcp().call("delete_domain", ARGUMENTS);
            page.approve();
            limited.mcp().call("list_topics", "{}");
            for (int i = 0; i < 3; i++) {
                assertThat(limited.mcp()
                                .call("delete_domain", ARGUMENTS)
                                .at("/error/name")
                                .asText())
                        .isEqualTo("budget_exceeded");
            }
        }
    }

    @Test
    void decidedRequestCannotBeDecidedAgain() {
        call("delete_domain", ARGUMENTS);
        String page = console.get("/console/approvals").body();
        String id = page.replaceAll("(?s).*/console/approvals/(apr-[0-9a-f]+)\".*", "$1");
        console.refuse("");
        assertThat(console.post("/console/approvals/" + id, "ticket=guess&decision=approve", console.origin())
                        .statusCode())
                .isEqualTo(409);
        assertThat(call("delete_domain", ARGUMENTS).at("/error/name").asText()).isEqualTo("declined");
    }

    private String created() {
        service.mcp()
                .call(
                        "create_broadcast",
                        "{'segment_id':'" + SeededAccount.SEGMENT_ID + "','from':'a@" + SeedData.DOMAIN_NAME
                                + "','subject':'News','html':'<p>Hello</p>'}");
        console.approve();
        return service.mcp()
                .call(
                        "create_broadcast",
                        "{'segment_id':'" + SeededAccount.SEGMENT_ID + "','from':'a@" + SeedData.DOMAIN_NAME
                                + "','subject':'News','html':'<p>Hello</p>'}")
                .path("id")
                .asText();
    }

    private JsonNode call(String tool, String arguments) {
        return service.mcp().call(tool, McpCalls.json(arguments));
    }

    private List<RecordedRequest> changes() {
        return service.resend().requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .toList();
    }
}
