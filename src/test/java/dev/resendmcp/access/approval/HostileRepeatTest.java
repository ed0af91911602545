package dev.resendmcp.access.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.ServiceExtension;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An approval is worth one call of its caller with its arguments, however the agent repeats it. */
class HostileRepeatTest {
    private static final String OPERATOR = "o".repeat(40);
    private static final String ANN = "a".repeat(40);
    private static final String BOB = "b".repeat(40);
    private static final String MAIL = "{'from':'a@sandbox.resend.dev','to':['ann@widgets.dev'],'subject':'Order 1',"
            + "'text':'t','tags':[{'name':'n','value':'1'}]}";

    @RegisterExtension
    final ServiceExtension service = new ServiceExtension()
            .tokens("ann:" + ANN, "bob:" + BOB)
            .with("ADMIN_TOKENS", "olga:" + OPERATOR)
            .with("APPROVE_TOOLS", "sends");

    private McpCalls ann;
    private ConsoleCalls console;

    @BeforeEach
    void approve() {
        ann = service.mcp().as(ANN);
        console = new ConsoleCalls(service.admin("/"));
        console.login(OPERATOR);
        ann.call("send_email", MAIL);
        assertThat(console.approve().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'to':['ann@widgets.dev','eve@widgets.dev']}",
                "{'to':['eve@widgets.dev']}",
                "{'bcc':'eve@widgets.dev'}",
                "{'headers':{'Bcc':'eve@widgets.dev'}}",
                "{'subject':'order 1'}",
                "{'subject':'Order 1 '}",
                "{'text':'t\\u200b'}",
                "{'html':'<p>Pay</p>'}",
                "{'tags':[{'name':'n','value':'2'}]}",
                "{'scheduled_at':'in 1 hour'}",
                "{'force_new':true}"
            })
    void callThatDiffersInAnythingWaits(String difference) {
        ObjectNode arguments = (ObjectNode) McpCalls.json(MAIL);
        arguments.setAll((ObjectNode) McpCalls.json(difference));
        assertThat(ann.call("send_email", arguments).has("approval_required")).isTrue();
        assertThat(sends()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'tags':[{'value':'1','name':'n'}],'text':'t','subject':'Order 1','to':['ann@widgets.dev'],"
                        + "'from':'a@sandbox.resend.dev'}",
                "{'from':'a@sandbox.resend.dev','to':'[\\\"ann@widgets.dev\\\"]','subject':'Order 1','text':'t',"
                        + "'tags':[{'name':'n','value':'1'}]}"
            })
    void otherWordsForTheSameCallUseTheSameApproval(String arguments) {
        assertThat(ann.call("send_email", arguments).has("id")).isTrue();
        assertThat(ann.call("send_email", MAIL).has("approval_required")).isTrue();
        assertThat(sends())
                .singleElement()
                .satisfies(sent -> assertThat(sent.bodyText())
                        .contains("ann@widgets.dev", "Order 1")
                        .doesNotContain("eve"));
    }

    @Test
    void otherCallerCannotUseIt() {
        assertThat(service.mcp().as(BOB).call("send_email", MAIL).has("approval_required"))
                .isTrue();
        assertThat(sends()).isEmpty();
        assertThat(ann.call("send_email", MAIL).has("id")).isTrue();
    }

    @Test
    void repeatsInBothErasOverSeveralConnectionsAreOneCall() {
        List<CompletableFuture<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            McpCalls connection = service.mcp().as(ANN);
            boolean modern = i % 2 == 0;
            calls.add(CompletableFuture.supplyAsync(
                    () -> (modern ? modern() : connection.call("send_email", MAIL)).has("id")));
        }
        assertThat(calls.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(sends()).hasSize(1);
    }

    @Test
    void adminPortDoesNotServeAPageThatReboundItsName() {
        HttpRequest rebound = HttpRequest.newBuilder(URI.create(
                        service.admin("/console/approvals").toString().replace("127.0.0.1", "localhost")))
                .header("Origin", "http://evil.example:8081")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("decision=approve"))
                .build();
        assertThat(service.mcp().send(rebound).statusCode()).isEqualTo(403);
    }

    @Test
    void floodOfOneCallerLeavesRoomForOthersAndTheirRequestsAreListed() {
        for (int i = 0; i < 30; i++) {
            ann.call("send_email", MAIL.replace("Order 1", "Flood " + i));
        }
        JsonNode bob = service.mcp().as(BOB).call("send_email", MAIL.replace("Order 1", "Real one"));
        assertThat(bob.has("approval_required")).isTrue();
        String page = console.get("/console/approvals").body();
        assertThat(page).contains("Real one").doesNotContain("Flood 20");
    }

    @Test
    void operatorRefusesAFloodAtOnce() {
        for (int i = 0; i < 3; i++) {
            ann.call("send_email", MAIL.replace("Order 1", "Flood " + i));
        }
        service.mcp().as(BOB).call("send_email", MAIL.replace("Order 1", "Real one"));
        String flood = console.get("/console/approvals?caller=ann").body();
        assertThat(flood).contains("3 of 4", "Refuse all of ann").doesNotContain("Real one");
        String answer = console.post("/console/approvals", "caller=ann&reason=No", console.origin())
                .body();
        assertThat(answer).contains("Refused: 3.", "Real one").doesNotContain("Flood");
        assertThat(ann.call("send_email", MAIL.replace("Order 1", "Flood 0"))
                        .at("/error/name")
                        .asText())
                .isEqualTo("declined");
    }

    private JsonNode modern() {
        return McpCalls.parse(service.modern()
                        .send(new Message("tools/call", "{'name':'send_email','arguments':" + MAIL + "}")
                                .header("Authorization", "Bearer " + ANN)))
                .path("result")
                .path("structuredContent");
    }

    private List<RecordedRequest> sends() {
        return service.resend().requests().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }
}
