package dev.resendmcp.once;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ScriptedTools;
import dev.resendmcp.tools.ToolResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal keeps of an answer what a repeat needs, no more. */
class KeptAnswerTest extends SendsFixture {
    @Test
    void idsAreKeptAndContentIsNot() {
        assertThat(
                        kept(
                                "{'object': 'draft', 'id': '4ef9a417', 'thread_id': 't-1', 'email_id': null, 'subject': 'Salary',"
                                        + " 'to': ['ann@example.org'], 'message_id': '<1@example.org>', 'text': 'secret', 'size': 7}"))
                .contains(McpCalls.json("{'object': 'draft', 'id': '4ef9a417', 'thread_id': 't-1'}"));
    }

    @Test
    void batchKeepsTheIdsInOrderAndWhichEmailsWereRefused() {
        assertThat(kept("{'data': [{'id': 'a', 'to': 'ann@example.org'}, {'id': 'b'}],"
                        + " 'errors': [{'index': 1, 'message': 'bob@example.org is no address'}]}"))
                .contains(McpCalls.json("{'data': [{'id': 'a'}, {'id': 'b'}], 'errors': [{'index': 1}]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'object': 'email'}", "{'id': 'ann@example.org'}", "{'id': 7}", "{'result': ['a']}"})
    void answerThatNamesNothingIsNotKept(String answer) {
        assertThat(kept(answer)).isEmpty();
    }

    @Test
    void repeatOfACallWhoseAnswerIsNotKeptGoesToResendUnderTheSameKey() {
        ScriptedTools nameless =
                new ScriptedTools(resend.list(), call -> ToolResult.of(McpCalls.json("{'result': 'ann@example.org'}")));
        sends = sends(nameless);
        send(MAIL);
        ObjectNode repeat = send(MAIL);
        assertThat(repeat.path("deduplicated").asBoolean()).isTrue();
        assertThat(repeat.path("result").asText()).isEqualTo("ann@example.org");
        assertThat(nameless.calls())
                .extracting(call -> call.arguments().get("idempotency_key"))
                .hasSize(2)
                .containsOnly(nameless.calls().get(0).arguments().get("idempotency_key"));
        assertThat(journal.kept().toString()).doesNotContain("example.org");
    }

    private static Optional<JsonNode> kept(String answer) {
        return KeptAnswer.of((ObjectNode) McpCalls.json(answer)).map(JsonNode.class::cast);
    }
}
