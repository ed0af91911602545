package dev.resendmcp.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.state.Journal;
import dev.resendmcp.testing.BreakableJournal;
import dev.resendmcp.testing.HandClock;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ScriptedTools;
import dev.resendmcp.tools.Caller;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import io.dropwizard.util.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key a call gets, and when the tool is not called at all. */
class ExactlyOnceSendsTest {
    private static final java.time.Duration MINUTE = java.time.Duration.ofMinutes(1);
    private static final String MAIL = "{'to': 'a@example.org', 'subject': 's'}";
    private static final ToolError TIMEOUT = new ToolError("upstream_timeout", "m", 504, true, null);
    private static final ToolError REFUSAL = new ToolError("validation_error", "m", 403, false, null);

    private final HandClock clock = new HandClock();
    private final BreakableJournal journal = new BreakableJournal(clock);
    private final Deque<ToolError> failures = new ArrayDeque<>();
    private final ScriptedTools resend = new ScriptedTools(
            List.of(definition("send_email", "idempotency_key", "to"), definition("get_email", "id")),
            call -> failures.isEmpty() ? sent() : ToolResult.failed(failures.pop()));
    private final List<String> heard = new ArrayList<>();
    private ExactlyOnceSends sends = sends(journal, Duration.minutes(10));
    private int mails;

    @Test
    void everyCallGetsAKeyThatResendTakes() {
        send(MAIL);
        assertThat(keys()).singleElement().asString().matches("mcp-[!-~]{1,252}");
    }

    @Test
    void repeatIsAnsweredFromTheJournal() {
        assertThat(send(MAIL)).isEqualTo(McpCalls.json("{'id': 'mail-1', 'score': 1.50}"));
        assertThat(send(MAIL).toString()).isEqualTo("{\"id\":\"mail-1\",\"score\":1.50,\"deduplicated\":true}");
        assertThat(resend.calls()).hasSize(1);
        assertThat(heard).containsExactly("ACCEPTED", "JOURNAL", "DEDUPLICATED");
    }

    @Test
    void entryIsKeptBeforeTheCallGoes() {
        failures.add(TIMEOUT);
        send(MAIL);
        assertThat(journal.kept()).singleElement().satisfies(entry -> {
            assertThat(entry.idempotencyKey()).isEqualTo(keys().get(0));
            assertThat(entry.answer()).isEmpty();
        });
    }

    @Test
    void journalHoldsNothingOfTheMail() {
        failures.add(new ToolError("validation_error", "a@example.org is bad", 422, false, null));
        send(MAIL);
        send(MAIL);
        assertThat(journal.kept().toString()).doesNotContain("example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'subject': 's', 'to': 'a@example.org', 'template': {'n': 100, 'x': 'ä'}}",
                "{'template': {'x': 'ä', 'n': 100.0}, 'to': 'a@example.org', 'subject': 's'}",
                "{'template': {'x': 'ä', 'n': 1e2}, 'subject': 's', 'to': 'a@example.org', 'force_new': false}"
            })
    void orderOfNamesAndFormOfNumbersMakeNoDifference(String same) {
        send("{'to': 'a@example.org', 'subject': 's', 'template': {'x': 'ä', 'n': 100}}");
        assertThat(send(same).path("deduplicated").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'to': 'b@example.org', 'subject': 's'} | {'to': 'c@example.org', 'subject': 's'}",
                "{'to': ['a', 'b']} | {'to': ['b', 'a']}",
                "{'n': 9007199254740993} | {'n': 9007199254740992}",
                "{'n': 1} | {'n': '1'}",
                "{'a': null} | {}",
                "{'s': '\\uD800'} | {'s': '\\uD801'}"
            })
    void otherArgumentsAreAnotherCall(String one, String other) {
        send(one);
        assertThat(send(other).has("deduplicated")).isFalse();
        assertThat(keys()).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void numberOfTooManyDigitsIsRefused() {
        assertThat(send("{'n': 1e99999}").at("/error/name").asText()).isEqualTo("invalid_arguments");
        assertThat(heard).containsExactly("NOT_SENT");
    }

    @Test
    void otherCallerIsAnotherCall() {
        send(MAIL);
        ToolResult other = sends.call(new ToolCall(new Caller("token-1"), "send_email", arguments(MAIL)));
        assertThat(other.content().has("deduplicated")).isFalse();
        assertThat(keys()).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void toolWithoutKeyIsLeftAlone() {
        sends.call(new ToolCall(Caller.LOCAL, "get_email", Map.of("id", "1", "force_new", true)));
        assertThat(resend.calls())
                .extracting(ToolCall::arguments)
                .containsExactly(Map.of("id", "1", "force_new", true));
        assertThat(heard).isEmpty();
    }

    @Test
    void repeatAfterAnUnknownOutcomeUsesTheSameKeyUntilTheWindowIsOver() {
        failures.add(TIMEOUT);
        send(MAIL);
        // Into the next stretch of time, and nearly to the end of the window.
        clock.pass(MINUTE.multipliedBy(9));
        assertThat(send(MAIL).path("deduplicated").asBoolean()).isTrue();
        assertThat(keys().get(1)).isEqualTo(keys().get(0));
        assertThat(heard).containsExactly("UNKNOWN", "RESEND", "DEDUPLICATED");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9})
    void callAfterTheWindowIsANewOne(int minutesIntoTheStretch) {
        clock.pass(MINUTE.multipliedBy(minutesIntoTheStretch));
        send(MAIL);
        clock.pass(MINUTE.multipliedBy(10));
        assertThat(send(MAIL).has("deduplicated")).isFalse();
        assertThat(keys()).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void repeatsDoNotMoveTheEndOfTheWindow() {
        send(MAIL);
        clock.pass(MINUTE.multipliedBy(6));
        send(MAIL);
        clock.pass(MINUTE.multipliedBy(6));
        assertThat(send(MAIL).has("deduplicated")).isFalse();
    }

    @Test
    void repeatAfterARestartIsAnsweredFromTheJournal() {
        send(MAIL);
        sends = sends(journal, Duration.minutes(10));
        assertThat(send(MAIL).path("deduplicated").asBoolean()).isTrue();
        assertThat(resend.calls()).hasSize(1);
    }

    @Test
    void lostJournalGivesTheSameKeyInTheSameStretchOfTime() {
        send(MAIL);
        sends = sends(new BreakableJournal(clock), Duration.minutes(10));
        send(MAIL);
        assertThat(keys().get(1)).isEqualTo(keys().get(0));
    }

    @Test
    void sameCallAfterARefusalIsANewOneWithANewKey() {
        failures.add(REFUSAL);
        send(MAIL);
        assertThat(send(MAIL).has("deduplicated")).isFalse();
        assertThat(send(MAIL).path("deduplicated").asBoolean()).isTrue();
        assertThat(keys()).doesNotHaveDuplicates().hasSize(2);
        assertThat(heard).containsExactly("REFUSED", "ACCEPTED", "JOURNAL", "DEDUPLICATED");
    }

    @Test
    void refusalAfterAnUnknownOutcomeKeepsTheKey() {
        failures.addAll(List.of(TIMEOUT, REFUSAL));
        send(MAIL);
        send(MAIL);
        send(MAIL);
        assertThat(keys()).hasSize(3).containsOnly(keys().get(0));
    }

    @ParameterizedTest
    @CsvSource({"daily_quota_exceeded, 429", "restricted_api_key, 403", "invalid_idempotent_request, 409"})
    void refusalThatIsNotAboutTheContentKeepsTheKey(String name, int status) {
        failures.add(new ToolError(name, "m", status, false, null));
        send(MAIL);
        assertThat(send(MAIL).has("deduplicated")).isFalse();
        assertThat(keys()).hasSize(2).containsOnly(keys().get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "concurrent_idempotent_requests, 409, UNKNOWN",
        "application_error, 500, UNKNOWN",
        "upstream_unreachable, 502, UNKNOWN",
        "upstream_invalid_answer, 502, UNKNOWN",
        "upstream_unreachable, 503, NOT_SENT",
        "rate_limit_exceeded, 429, NOT_SENT",
        "server_stopping, 503, NOT_SENT",
        "cancelled, 499, NOT_SENT"
    })
    void whatMayBeRepeatedKeepsTheKey(String name, int status, String outcome) {
        failures.add(new ToolError(name, "m", status, true, null));
        send(MAIL);
        send(MAIL);
        assertThat(keys()).hasSize(2).containsOnly(keys().get(0));
        assertThat(heard).startsWith(outcome);
    }

    @Test
    void forcedCallGoesUnderANewKeyAndIsNotDeduplicated() {
        send(MAIL);
        assertThat(force().path("id").asText()).isEqualTo("mail-2");
        assertThat(force().path("id").asText()).isEqualTo("mail-3");
        assertThat(keys()).doesNotHaveDuplicates().hasSize(3);
        assertThat(resend.calls())
                .allSatisfy(call -> assertThat(call.arguments()).doesNotContainKey("force_new"));
        assertThat(heard).containsOnly("ACCEPTED");
    }

    @Test
    void repeatOfAFailedForcedCallWithoutForceUsesItsKey() {
        send(MAIL);
        failures.add(TIMEOUT);
        force();
        assertThat(send(MAIL).path("deduplicated").asBoolean()).isTrue();
        assertThat(keys().get(2)).isEqualTo(keys().get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'yes'", "1", "null"})
    void forceNewThatIsNoBooleanIsRefused(String value) {
        assertThat(send("{'to': 'a', 'force_new': " + value + "}")
                        .at("/error/message")
                        .asText())
                .isEqualTo("force_new: must be true or false");
        assertThat(resend.calls()).isEmpty();
    }

    @Test
    void ownKeyGoesAsGivenAndIsRemembered() {
        String mail = "{'to': 'a', 'idempotency_key': 'order-1'}";
        send(mail);
        assertThat(send(mail).path("deduplicated").asBoolean()).isTrue();
        assertThat(keys()).containsExactly("order-1");
    }

    @Test
    void ownKeyWithOtherContentIsForResendToJudge() {
        failures.add(TIMEOUT);
        send("{'to': 'a', 'idempotency_key': 'order-1'}");
        failures.add(new ToolError("invalid_idempotent_request", "m", 409, false, null));
        assertThat(send("{'to': 'b', 'idempotency_key': 'order-1'}")
                        .at("/error/name")
                        .asText())
                .isEqualTo("invalid_idempotent_request");
        assertThat(send("{'to': 'a', 'idempotency_key': 'order-1'}")
                        .path("deduplicated")
                        .asBoolean())
                .as("the first content is still known")
                .isTrue();
        assertThat(keys()).containsExactly("order-1", "order-1", "order-1");
    }

    @Test
    void ownKeyOfARefusedCallServesTheCorrectedOne() {
        failures.add(REFUSAL);
        send("{'to': 'a', 'idempotency_key': 'order-1'}");
        assertThat(send("{'to': 'b', 'idempotency_key': 'order-1'}").has("deduplicated"))
                .isFalse();
        assertThat(send("{'to': 'b', 'idempotency_key': 'order-1'}")
                        .path("deduplicated")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void ownKeyAndForceNewContradictEachOther() {
        assertThat(send("{'to': 'a', 'idempotency_key': 'order-1', 'force_new': true}")
                        .at("/error/message")
                        .asText())
                .startsWith("force_new: cannot go with idempotency_key");
    }

    @Test
    void keyThatNoToolTakesIsLeftForTheToolToRefuse() {
        sends.call(new ToolCall(Caller.LOCAL, "send_email", Map.of("to", "a", "idempotency_key", "k".repeat(257))));
        sends.call(new ToolCall(Caller.LOCAL, "send_email", Map.of("to", "a", "idempotency_key", 5)));
        assertThat(resend.calls()).hasSize(2);
        assertThat(journal.size()).isZero();
    }

    @Test
    void windowOfZeroTurnsItOff() {
        sends = sends(journal, Duration.seconds(0));
        send(MAIL);
        assertThat(send(MAIL).has("deduplicated")).isFalse();
        assertThat(resend.calls())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.arguments()).doesNotContainKeys("force_new", "idempotency_key"));
        assertThat(journal.size()).isZero();
    }

    @Test
    void journalThatCannotBeWrittenStopsNoMail() {
        journal.broken(true);
        send(MAIL);
        send(MAIL);
        assertThat(keys()).hasSize(2).containsOnly(keys().get(0));
        assertThat(heard).containsExactly("FAILED", "FAILED", "ACCEPTED", "FAILED", "FAILED", "ACCEPTED");
    }

    @Test
    void answerThatCannotBeKeptStillReachesTheCaller() {
        sends = sends(new ScriptedTools(resend.list(Caller.LOCAL), call -> {
            journal.broken(true);
            return resend.call(call);
        }));
        assertThat(send(MAIL).path("id").asText()).isEqualTo("mail-1");
        journal.broken(false);
        assertThat(send(MAIL).path("deduplicated").asBoolean()).isTrue();
        assertThat(keys().get(1)).isEqualTo(keys().get(0));
    }

    @Test
    void answerOfAnOlderCallDoesNotReplaceThatOfAForcedOne() {
        sends = sends(new ScriptedTools(resend.list(Caller.LOCAL), call -> {
            if (resend.calls().isEmpty()) {
                resend.call(call);
                force();
            }
            return resend.call(call);
        }));
        send(MAIL);
        assertThat(send(MAIL).path("id").asText()).isEqualTo("mail-2");
    }

    @Test
    void damagedAnswerMakesUsAskAgain() {
        failures.add(TIMEOUT);
        send(MAIL);
        Journal damaged = new Journal() {
            @Override
            public Entry update(String id, Function<Optional<Entry>, Entry> change, java.time.Duration keep) {
                Entry entry = journal.update(id, change, keep);
                return new Entry(entry.idempotencyKey(), entry.payloadHash(), entry.begun(), Optional.of("{\"id"));
            }

            @Override
            public long size() {
                return journal.size();
            }
        };
        sends = sends(damaged, Duration.minutes(10));
        assertThat(send(MAIL).path("deduplicated").asBoolean()).isTrue();
        assertThat(keys()).hasSize(2).containsOnly(keys().get(0));
    }

    private ToolResult sent() {
        mails++;
        return ToolResult.of(McpCalls.json("{'id': 'mail-" + mails + "', 'score': 1.50}"));
    }

    private ObjectNode send(String arguments) {
        // No two calls of a caller come at the same moment.
        clock.pass(java.time.Duration.ofMillis(1));
        return sends.call(new ToolCall(Caller.LOCAL, "send_email", arguments(arguments)))
                .content();
    }

    private ObjectNode force() {
        return send(MAIL.replace("}", ", 'force_new': true}"));
    }

    private List<String> keys() {
        return resend.calls().stream()
                .map(call -> (String) call.arguments().get("idempotency_key"))
                .toList();
    }

    private ExactlyOnceSends sends(ScriptedTools inner) {
        return sends(inner, journal, Duration.minutes(10));
    }

    private ExactlyOnceSends sends(Journal kept, Duration window) {
        return sends(resend, kept, window);
    }

    private ExactlyOnceSends sends(ScriptedTools inner, Journal kept, Duration window) {
        SendListener listener = new SendListener() {
            @Override
            public void ended(SendOutcome outcome) {
                heard.add(outcome.name());
            }

            @Override
            public void deduplicated(Source source) {
                heard.add(source.name());
            }

            @Override
            public void journalFailed() {
                heard.add("FAILED");
            }
        };
        return new ExactlyOnceSends(inner, kept, new SendSettings(window), MINUTE, listener, clock);
    }

    private static Map<String, Object> arguments(String json) {
        return McpCalls.JSON.convertValue(McpCalls.json(json), new TypeReference<>() {});
    }

    private static ToolDefinition definition(String name, String... arguments) {
        ObjectNode schema = McpCalls.JSON.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (String argument : arguments) {
            properties.putObject(argument).put("type", "string").put("description", "D.");
        }
        return new ToolDefinition(
                "emails",
                name,
                "T",
                "D.",
                McpCalls.JSON.convertValue(schema, new TypeReference<>() {}),
                new ToolDefinition.Hints(false, false, false, true));
    }
}
