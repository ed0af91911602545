package dev.resendmcp.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that an operator named are called only after a person said yes: in a form that the client shows. */
class FormConfirmationTest extends ConfirmationFixture {
    @Test
    void clientThatShowsFormsIsAskedToAskItsUser() {
        JsonNode result = modern(FORMS, "delete_domain", ARGUMENTS);
        assertThat(result.path("resultType").asText()).isEqualTo("input_required");
        JsonNode question = result.at("/inputRequests/confirm");
        assertThat(question.path("method").asText()).isEqualTo("elicitation/create");
        assertThat(question.at("/params/message").asText())
                .contains("Delete domain", "Permanently removes a domain", SeededAccount.DOMAIN_ID);
        assertThat(question.at("/params/requestedSchema/properties/confirm/type")
                        .asText())
                .isEqualTo("boolean");
        assertThat(result.has("ttlMs") || result.has("content")).isFalse();
        assertThat(deletions()).isEmpty();
    }

    @Test
    void formShowsTheBroadcastAndItsAnswerIsForThisContent() {
        String broadcast = newBroadcast();
        JsonNode question = modern(FORMS, "send_broadcast", broadcast);
        assertThat(question.at("/inputRequests/confirm/params/message").asText())
                .contains("What it sends", "News", "<p>Hello</p>");
        change(broadcast);
        String yes = "{'confirm':{'action':'accept','content':{'confirm':true}}}";
        JsonNode again = answer("send_broadcast", broadcast, question, yes).path("result");
        assertThat(again.at("/inputRequests/confirm/params/message").asText()).contains("Pay now");
        assertThat(isSent()).isFalse();
        JsonNode done = answer("send_broadcast", broadcast, again, yes).path("result");
        assertThat(done.at("/structuredContent/id").asText()).isNotEmpty();
    }

    @Test
    void yesInTheFormCarriesTheCallOutOnce() {
        JsonNode question = modern(FORMS, "delete_domain", ARGUMENTS);
        JsonNode done = answer(question, "{'confirm':{'action':'accept','content':{'confirm':true}},'more':{}}");
        assertThat(done.at("/result/structuredContent/deleted").asBoolean()).isTrue();
        JsonNode again = answer(question, "{'confirm':{'action':'accept','content':{'confirm':true}}}");
        assertThat(again.at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(deletions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action':'decline'}",
                "{'action':'cancel'}",
                "{'action':'decline','content':{'confirm':true}}",
                "{'action':'accept','content':{'confirm':false}}"
            })
    void anythingButYesIsDeclined(String no) {
        JsonNode result = answer(modern(FORMS, "delete_domain", ARGUMENTS), "{'confirm':" + no + "}")
                .path("result");
        assertThat(errorName(result)).isEqualTo("declined");
        assertThat(result.at("/structuredContent/error/retryable").asBoolean()).isFalse();
        assertThat(deletions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "7",
                "{'confirm':7}",
                "{'confirm':{'action':'perhaps'}}",
                "{'confirm':{'action':'accept'}}",
                "{'confirm':{'action':'accept','content':{'confirm':'true'}}}",
                "{'other':{'action':'accept','content':{'confirm':true}}}"
            })
    void malformedAnswersAreAskedForAgain(String responses) {
        JsonNode again =
                answer(modern(FORMS, "delete_domain", ARGUMENTS), responses).path("result");
        assertThat(again.path("resultType").asText()).isEqualTo("input_required");
        assertThat(deletions()).isEmpty();
    }

    @Test
    void yesThatNobodyAskedForDoesNotCount() {
        ObjectNode unasked = McpCalls.JSON.createObjectNode();
        JsonNode result = answer(unasked, "{'confirm':{'action':'accept','content':{'confirm':true}}}")
                .path("result");
        assertThat(result.path("resultType").asText()).isEqualTo("input_required");
        assertThat(deletions()).isEmpty();
    }

    @Test
    void stateOfAQuestionIsNoToken() {
        String state =
                modern(FORMS, "delete_domain", ARGUMENTS).path("requestState").asText();
        assertInvalid(legacy(ANN, "delete_domain", with(ARGUMENTS, state)));
        assertThat(deletions()).isEmpty();
    }

    @Test
    void tokenDoesNotSpareAUserWhoCanBeAsked() {
        String token = token(legacy(ANN, "delete_domain", ARGUMENTS));
        assertThat(modern(FORMS, "delete_domain", with(ARGUMENTS, token))
                        .path("resultType")
                        .asText())
                .isEqualTo("input_required");
    }
}
