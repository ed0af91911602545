package dev.resendmcp.once;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.state.store.Journal;
import dev.resendmcp.testing.BreakableJournal;
import dev.resendmcp.testing.ScriptedTools;
import dev.resendmcp.tools.ToolError;
import io.dropwizard.util.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which key a call gets after one that failed, and what becomes of it when the journal fails. */
class SendFailuresTest extends SendsFixture {
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
    void journalThatCannotBeWrittenStopsNoMail() {
        journal.broken(true);
        send(MAIL);
        send(MAIL);
        assertThat(keys()).hasSize(2).containsOnly(keys().get(0));
        assertThat(heard).containsExactly("FAILED", "FAILED", "ACCEPTED", "FAILED", "FAILED", "ACCEPTED");
    }

    @Test
    void sendIsRefusedAndNotMadeWhileTheJournalDoesNotAnswer() {
        journal.silent(true);
        assertThat(send(MAIL).at("/error/name").asText()).isEqualTo("state_unavailable");
        assertThat(resend.calls()).isEmpty();
        assertThat(heard).containsExactly("FAILED", "NOT_SENT");
        journal.silent(false);
        assertThat(send(MAIL).path("id").asText()).isEqualTo("mail-1");
    }

    @Test
    void answerThatCannotBeKeptStillReachesTheCaller() {
        sends = sends(new ScriptedTools(resend.list(), call -> {
            journal.broken(true);
            return resend.call(call);
        }));
        assertThat(send(MAIL).path("id").asText()).isEqualTo("mail-1");
        journal.broken(false);
        assertThat(send(MAIL).path("deduplicated").asBoolean()).isTrue();
        assertThat(keys().get(1)).isEqualTo(keys().get(0));
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
            public Optional<Entry> find(String id) {
                return journal.find(id);
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
}
