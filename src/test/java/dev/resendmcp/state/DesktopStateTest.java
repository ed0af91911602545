package dev.resendmcp.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tracing.Tracing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of processes that desktop clients start, several beside each other. */
class DesktopStateTest {
    @TempDir
    Path directory;

    private final States states = new States();

    @AfterEach
    void stop() {
        states.close();
    }

    @Test
    void processesOfDesktopClientsRunSideBySideAndTheNextKnowsWhatTheEndedOnesKnew() {
        StateSettings several = States.settings(directory, null).forOneOfSeveral();
        StateService one = states.start(new StateService(
                several, "account", Clock.systemUTC(), new Supervisor(status -> {}), States.METRICS, Tracing.none()));
        StateService two = states.start(new StateService(
                several, "account", Clock.systemUTC(), new Supervisor(status -> {}), States.METRICS, Tracing.none()));
        States.put(one, "a", States.begun("one"));
        States.put(two, "b", States.begun("two"));
        states.stop(one);
        states.stop(two);
        StateService three = states.start(new StateService(
                several, "account", Clock.systemUTC(), new Supervisor(status -> {}), States.METRICS, Tracing.none()));
        StateService four = states.start(new StateService(
                several, "account", Clock.systemUTC(), new Supervisor(status -> {}), States.METRICS, Tracing.none()));
        assertThat(States.read(three, "a")).contains(States.begun("one"));
        assertThat(States.read(three, "b")).contains(States.begun("two"));
        assertThat(States.read(four, "a")).isEmpty();
    }

    @Test
    void processOfADesktopClientStartsWithoutItsDirectory() throws Exception {
        Path blocked = Files.writeString(directory.resolve("file"), "in the way");
        StateService state = states.start(new StateService(
                States.settings(blocked, null).forOneOfSeveral(),
                "account",
                Clock.systemUTC(),
                new Supervisor(status -> {}),
                States.METRICS,
                Tracing.none()));
        States.put(state, "a", States.begun("key"));
        assertThat(States.read(state, "a")).contains(States.begun("key"));
    }
}
