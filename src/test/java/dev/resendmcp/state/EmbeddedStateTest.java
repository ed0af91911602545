package dev.resendmcp.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.state.StateCondition.Sharing;
import dev.resendmcp.state.store.Journal;
import dev.resendmcp.state.store.StateInUseException;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.testing.ManualClock;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tracing.Tracing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal and the used tokens of a process that shares them with nobody. */
class EmbeddedStateTest {
    @TempDir
    Path directory;

    private final States states = new States();

    @AfterEach
    void stop() {
        states.close();
    }

    @Test
    void entriesOutliveTheProcess() {
        StateService first = states.embedded(directory);
        States.put(first, "a", States.answered("key", "{\"id\":\"1\"}"));
        States.put(first, "b", States.begun("other"));
        states.stop(first);
        StateService second = states.embedded(directory);
        assertThat(States.read(second, "a")).contains(States.answered("key", "{\"id\":\"1\"}"));
        assertThat(States.read(second, "b")).contains(States.begun("other"));
        assertThat(second.journal().size()).isEqualTo(2);
    }

    @Test
    void changeSeesWhatIsKeptAndItsOutcomeComesBack() {
        StateService state = states.embedded(directory);
        States.put(state, "a", States.begun("key"));
        Journal.Entry kept = state.journal()
                .update("a", old -> States.answered(old.orElseThrow().idempotencyKey(), "{}"), States.KEEP);
        assertThat(kept).isEqualTo(States.answered("key", "{}"));
    }

    @Test
    void changeForWhichNobodyWaitsIsSeenByLaterCallsAndOutlivesTheProcess() {
        StateService first = states.embedded(directory);
        first.journal().updateSoon("a", old -> States.answered("key", "{}"), States.KEEP, failure -> {});
        assertThat(first.journal().find("a")).contains(States.answered("key", "{}"));
        first.journal().updateSoon("b", old -> States.answered("other", "{}"), States.KEEP, failure -> {});
        states.stop(first);
        StateService second = states.embedded(directory);
        assertThat(second.journal().find("b")).contains(States.answered("other", "{}"));
        states.stop(second);
        List<StateUnavailableException> failures = new ArrayList<>();
        second.journal().updateSoon("c", old -> States.begun("key"), States.KEEP, failures::add);
        assertThat(failures).as("a stopped state tells of the failure").hasSize(1);
    }

    @Test
    void failureOfTheChangeReachesItsCallerAndNobodyElse() {
        StateService state = states.embedded(directory);
        States.put(state, "a", States.begun("key"));
        assertThatThrownBy(() -> state.journal()
                        .update(
                                "a",
                                old -> {
                                    throw new IllegalArgumentException("no");
                                },
                                States.KEEP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(States.read(state, "a")).contains(States.begun("key"));
        assertThat(state.condition().disk()).isEmpty();
    }

    @Test
    void thousandCallersOfOneIdMakeOneEntry() throws InterruptedException {
        StateService state = states.embedded(directory);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        States.atOnce(
                1000,
                number -> seen.add(state.journal()
                        .update("same", old -> old.orElseGet(() -> States.begun("key-" + number)), States.KEEP)
                        .idempotencyKey()));
        assertThat(seen).hasSize(1);
        assertThat(state.journal().size()).isEqualTo(1);
    }

    @Test
    void entryIsGoneAtTheEndOfItsTimeAndTakesNoSpaceSoonAfter() {
        ManualClock clock = new ManualClock();
        StateService state = states.embedded(directory, clock);
        state.journal().update("short", old -> States.begun("key"), Duration.ofMinutes(1));
        state.journal().update("long", old -> States.begun("key"), Duration.ofHours(1));
        assertThat(state.journal().size()).isEqualTo(2);
        clock.pass(Duration.ofMinutes(1));
        assertThat(States.read(state, "short")).isEmpty();
        clock.pass(States.KEEP);
        Awaitility.await().until(() -> state.journal().size() == 1);
        assertThat(States.read(state, "long")).isPresent();
    }

    @Test
    void tokenIsGoodOnceAlsoAfterRestart() {
        StateService first = states.embedded(directory);
        assertThat(first.usedTokens().use("token", States.KEEP)).isTrue();
        assertThat(first.usedTokens().use("token", States.KEEP)).isFalse();
        states.stop(first);
        StateService second = states.embedded(directory);
        assertThat(second.usedTokens().use("token", States.KEEP)).isFalse();
        assertThat(second.usedTokens().use("other", States.KEEP)).isTrue();
        assertThat(second.journal().size())
                .as("tokens are no entries of the journal")
                .isZero();
    }

    @Test
    void accountsInOneDirectoryDoNotSeeEachOther() {
        StateService one = states.embedded(directory);
        States.put(one, "a", States.begun("key"));
        states.stop(one);
        StateService other = states.start(new StateService(
                States.settings(directory, null),
                "other",
                Clock.systemUTC(),
                new Supervisor(status -> {}),
                States.METRICS,
                Tracing.none()));
        assertThat(States.read(other, "a")).isEmpty();
    }

    @Test
    void secondProcessOnTheDirectoryIsToldSo() {
        states.embedded(directory);
        StateService second = new StateService(
                States.settings(directory, null),
                "account",
                Clock.systemUTC(),
                new Supervisor(status -> {}),
                States.METRICS,
                Tracing.none());
        assertThatThrownBy(second::start)
                .isInstanceOf(StateInUseException.class)
                .hasMessageStartingWith("STATE_DIR is in use by another process");
    }

    @Test
    void nothingIsSharedAndAllIsWell() {
        StateService state = states.embedded(directory);
        States.put(state, "a", States.begun("key"));
        assertThat(state.sharedPermits()).isEmpty();
        Awaitility.await().until(() -> state.condition().fileBytes() > 0);
        StateCondition now = state.condition();
        assertThat(now)
                .isEqualTo(new StateCondition(
                        1, now.journalBytes(), now.fileBytes(), Sharing.OFF, Optional.empty(), Optional.empty()));
        assertThat(now.journalBytes()).isBetween(20L, 1_000L);
    }

    @Test
    void directoryThatCannotBeWrittenIsNamedAndUsedOnceItCan() throws Exception {
        Path blocked = Files.writeString(directory.resolve("file"), "in the way");
        StateService state = states.embedded(blocked.resolve("state"));
        assertThatThrownBy(() -> States.put(state, "a", States.begun("key")))
                .isInstanceOf(StateUnavailableException.class);
        assertThat(state.condition().disk()).isPresent();
        Files.delete(blocked);
        Awaitility.await().until(() -> state.condition().disk().isEmpty());
        States.put(state, "a", States.begun("key"));
        assertThat(States.read(state, "a")).contains(States.begun("key"));
    }

    @Test
    void fileDoesNotGrowForEver() throws Exception {
        String answer = "x".repeat(50_000);
        for (int round = 0; round < 10; round++) {
            StateService state = states.embedded(directory);
            States.atOnce(
                    20,
                    number -> state.journal()
                            .update("id" + number, old -> States.answered("key", answer), Duration.ofMillis(1)));
            Awaitility.await().until(() -> state.journal().size() == 0);
            states.stop(state);
        }
        assertThat(Files.size(directory.resolve("state-a.mv")))
                .as("ten times a megabyte was written")
                .isLessThan(5_000_000);
    }

    @Test
    void forgetfulProcessLeavesNothingBehind() {
        StateSettings settings = States.settings(directory, null).forgetful();
        StateService state = states.start(new StateService(
                settings, "account", Clock.systemUTC(), new Supervisor(status -> {}), States.METRICS, Tracing.none()));
        States.put(state, "a", States.begun("key"));
        assertThat(States.read(state, "a")).contains(States.begun("key"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void stoppedStateRefuses() {
        StateService state = states.embedded(directory);
        states.stop(state);
        assertThatThrownBy(() -> States.put(state, "a", States.begun("key")))
                .isInstanceOf(StateUnavailableException.class);
    }
}
