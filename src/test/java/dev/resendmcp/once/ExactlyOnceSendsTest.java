package dev.resendmcp.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.call.Caller;
import dev.resendmcp.sending.FixedTimes;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ScriptedTools;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import io.dropwizard.util.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the tool is not called at all, because the call was made before. */
class ExactlyOnceSendsTest extends SendsFixture {
    @Test
    void everyCallGetsAKeyThatResendTakes() {
        send(MAIL);
        assertThat(keys()).singleElement().asString().matches("mcp-[!-~]{1,252}");
    }

    @Test
    void repeatIsAnsweredFromTheJournal() {
        assertThat(send(MAIL)).isEqualTo(McpCalls.json("{'id': 'mail-1', 'score': 1.50}"));
        assertThat(send(MAIL).toString()).isEqualTo("{\"id\":\"mail-1\",\"deduplicated\":true}");
        assertThat(resend.calls()).hasSize(1);
        assertThat(heard).containsExactly("ACCEPTED", "JOURNAL", "DEDUPLICATED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'to': 'a@example.org', 'scheduled_at': 'tomorrow at 9am'}",
                "{'to': 'a@example.org', 'scheduled_at': 'tomorrow at 9am', 'idempotency_key': 'k'}",
                "{'emails': [{'to': 'a@example.org', 'scheduled_at': 'tomorrow at 9am'}]}"
            })
    void sameWordsForATimeAreARepeatAlsoAfterMidnight(String mail) {
        FixedTimes fixed = new FixedTimes(sends, clock);
        ToolCall call = new ToolCall(Caller.LOCAL, "send_email", arguments(mail));
        Instant midnight = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        clock.pass(java.time.Duration.between(clock.instant(), midnight.minusSeconds(30)));
        assertThat(fixed.call(call).content().has("deduplicated")).isFalse();
        clock.pass(MINUTE);
        assertThat(fixed.call(call).content().path("deduplicated").asBoolean()).isTrue();
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
        sends.call(new ToolCall(Caller.LOCAL, "get_email", arguments("{'id': '1', 'force_new': true}")));
        assertThat(resend.calls())
                .extracting(ToolCall::arguments)
                .containsExactly(arguments("{'id': '1', 'force_new': true}"));
        assertThat(heard).isEmpty();
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
    void windowOfZeroTurnsItOff() {
        sends = sends(journal, Duration.seconds(0));
        send(MAIL);
        assertThat(send(MAIL).has("deduplicated")).isFalse();
        assertThat(resend.calls())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.arguments().fieldNames())
                        .toIterable()
                        .doesNotContain("force_new", "idempotency_key"));
        assertThat(journal.size()).isZero();
    }

    @Test
    void callThatFailsInsideTheServiceLeavesTheWayFree() {
        AtomicBoolean broken = new AtomicBoolean(true);
        sends = sends(new ScriptedTools(resend.list(), call -> {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
            return sent();
        }));
        assertThatThrownBy(() -> send(MAIL)).hasMessage("broken");
        broken.set(false);
        assertThat(send(MAIL).path("id").asText()).isEqualTo("mail-1");
    }
}
