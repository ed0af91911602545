package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.faults.MisbehaviorCalls.Outcome;
import dev.resendmcp.testing.McpCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever answers in Resend's place, callers get a named error in time, and nothing stays behind. */
@Tag("faults")
class MisbehavingUpstreamsTest {
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
    static final double LATEST = CALL_TIMEOUT.toMillis() / 1000.0 * 1.1;
    /** With memory for all large answers at one time, so that none waits for others. */
    static final Map<String, String> SETTINGS = Map.of(
            "-Xmx", "1g",
            "RATE_LIMIT", "1000",
            "resend.callTimeout", CALL_TIMEOUT.toMillis() + "ms",
            "resend.requestTimeout", "1s",
            "resend.http.connectionTimeout", "500ms",
            "resend.http.keepAlive", "1s",
            "resend.maxAnswerSize", "1MiB");

    private static final int ROUNDS = Report.size(1, 50);

    @TempDir
    Path directory;

    @Test
    void oddAnswersAreNamedErrorsInTimeAndLeaveNothingBehind() {
        try (MisbehavingUpstream upstream = new MisbehavingUpstream();
                ServiceProcess service = ServiceProcess.start(upstream.uri(), directory, SETTINGS)) {
            McpCalls mcp = service.mcp();
            int concurrent = 2 * Misbehavior.ALL.size();
            MisbehaviorCalls.warmUp(mcp, concurrent);
            Remains before = Remains.of(service);
            List<Outcome> outcomes = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                outcomes.addAll(round(mcp));
            }
            MisbehaviorCalls.goodCalls(mcp, concurrent);
            MisbehaviorCalls.awaitNothingLeft("odd upstreams, " + outcomes.size() + " calls", service, before);
            Misbehavior.ALL.forEach(way -> MisbehaviorCalls.print(way.name(), outcomes));
            for (Misbehavior way : Misbehavior.ALL) {
                assertThat(outcomes)
                        .filteredOn(outcome -> outcome.way().equals(way.name()))
                        .isNotEmpty()
                        .allSatisfy(outcome -> outcome.isNamedAndInTime(way.outcomes(), LATEST));
            }
            assertThat(service.metrics())
                    .as("error names outside the closed set")
                    .doesNotContain("error_type=\"_OTHER\"");
        }
    }

    /** A call of each kind at once, with good ones between, since an upstream that only fails is not called at all. */
    private static List<Outcome> round(McpCalls mcp) {
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (Misbehavior way : Misbehavior.ALL) {
            calls.add(MisbehaviorCalls.call(mcp, way.name(), "get_email"));
            calls.add(MisbehaviorCalls.call(mcp, way.name(), "send_email"));
        }
        return MisbehaviorCalls.joinBeside(calls, () -> {
            MisbehaviorCalls.good(mcp, "get_email");
            MisbehaviorCalls.good(mcp, "list_domains");
        });
    }
}
