package dev.resendmcp.access.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A covered call waits for an operator; without one, nothing reaches Resend. */
class PageApprovalTest {
    private static final String ARGUMENTS = "{'domain_id':'" + SeededAccount.DOMAIN_ID + "'}";

    @RegisterExtension
    final ServiceExtension service = new ServiceExtension()
            .with("APPROVE_TOOLS", "sensitive, destructive, bulk")
            .with("BULK_OVER", "2");

    @Test
    void coveredCallAnswersWithALinkAndSendsNothing() {
        JsonNode result = call("delete_domain", ARGUMENTS);
        assertThat(result.path("isError").asBoolean()).isFalse();
        JsonNode required = result.at("/structuredContent/approval_required");
        assertThat(required.path("id").asText()).matches("apr-[0-9a-f]{32}");
        assertThat(required.path("link").asText())
                .isEqualTo(service.admin("/console/approvals/")
                        + required.path("id").asText());
        assertThat(Instant.parse(required.path("valid_until").asText()))
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3600));
        assertThat(changes()).isEmpty();
    }

    @Test
    void sameCallKeepsItsRequest() {
        assertThat(id(call("delete_domain", ARGUMENTS))).isEqualTo(id(call("delete_domain", ARGUMENTS)));
    }

    @Test
    void otherArgumentsAreAnotherRequest() {
        String other = "{'domain_id':'" + SeededAccount.WEBHOOK_ID + "'}";
        assertThat(id(call("delete_domain", ARGUMENTS))).isNotEqualTo(id(call("delete_domain", other)));
    }

    @Test
    void wrongArgumentsAreToldBeforeAnybodyIsAsked() {
        assertThat(call("delete_domain", "{}")
                        .at("/structuredContent/error/name")
                        .asText())
                .isEqualTo("invalid_arguments");
    }

    @Test
    void coveredToolsSayThatAPersonTakesPart() {
        JsonNode tools = service.mcp().ask("tools/list", "{}").at("/result/tools");
        assertThat(tools)
                .filteredOn(tool -> tool.path("_meta")
                        .path("anthropic/requiresUserInteraction")
                        .asBoolean())
                .extracting(tool -> tool.path("name").asText())
                .contains("delete_domain", "create_api_key", "send_broadcast")
                .doesNotContain("send_email", "list_domains");
    }

    @Test
    void sendToFewNeedsNobody() {
        assertThat(call("send_email", mail("'delivered+1@resend.dev','delivered+2@resend.dev'"))
                        .at("/structuredContent/id")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void sendToManyWaits() {
        assertThat(id(call("send_email", mail("'a@example.com','b@example.com','c@example.com'"))))
                .isNotEmpty();
        assertThat(changes()).isEmpty();
    }

    @Test
    void clientThatOpensPagesIsGivenTheLink() {
        JsonNode result = modern("{'elicitation':{'url':{}}}");
        JsonNode question = result.at("/inputRequests/approval");
        assertThat(question.path("method").asText()).isEqualTo("elicitation/create");
        assertThat(question.at("/params/mode").asText()).isEqualTo("url");
        assertThat(question.at("/params/url").asText())
                .startsWith(service.admin("/console/approvals/apr-").toString());
        assertThat(changes()).isEmpty();
    }

    @Test
    void clientThatShowsFormsIsNotAskedByForm() {
        assertThat(id(modern("{'elicitation':{}}"))).isNotEmpty();
    }

    @Test
    void waitingRequestsAreMeasured() {
        call("delete_domain", ARGUMENTS);
        assertThat(service.get(service.admin("/metrics")).body())
                .contains("resend_approvals_waiting 1.0", "resend_approvals_total{outcome=\"requested\"} 1.0");
    }

    @Test
    void oneCallerCanAskOnlySoMuch() {
        for (int i = 0; i < 20; i++) {
            call("create_api_key", "{'name':'key " + i + "'}");
        }
        assertThat(call("create_api_key", "{'name':'one more'}")
                        .at("/structuredContent/error/name")
                        .asText())
                .isEqualTo("too_many_approvals");
    }

    private JsonNode call(String tool, String arguments) {
        return service.mcp()
                .ask("tools/call", "{'name':'" + tool + "','arguments':" + arguments + "}")
                .path("result");
    }

    private JsonNode modern(String capabilities) {
        Message message = new Message("tools/call", "{'name':'delete_domain','arguments':" + ARGUMENTS + "}");
        message.meta("clientCapabilities", McpCalls.json(capabilities));
        return McpCalls.parse(service.modern().send(message)).path("result");
    }

    private static String id(JsonNode result) {
        return result.at("/structuredContent/approval_required/id").asText();
    }

    private static String mail(String to) {
        return "{'from':'a@" + SeedData.DOMAIN_NAME + "','to':[" + to + "],'subject':'s','text':'t'}";
    }

    private List<RecordedRequest> changes() {
        return service.resend().requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .toList();
    }
}
