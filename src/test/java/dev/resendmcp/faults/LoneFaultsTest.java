package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.faults.MisbehaviorCalls.Outcome;
import dev.resendmcp.testing.McpCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails on one endpoint alone, or because of what one caller asks, holds back nobody else. */
@Tag("faults")
@Tag("slow")
class LoneFaultsTest {
    private static final String ANN = "ann-" + "0".repeat(32);
    private static final String BOB = "bob-" + "0".repeat(32);
    /** Longer than the failures of an outage must last. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(Report.size(4, 30));

    private static final Duration LONGEST_PHASE = Duration.ofSeconds(60);
    private static final int CONCURRENT = 9;
    /** Bodies that one caller may have under way at a time in the small heap of the process. */
    private static final int LARGE_BODIES = 3;

    private static final String LOGS = "list_logs";
    private static final String BROADCASTS = "list_broadcasts";
    private static final String SEND = "send_email";

    @TempDir
    Path directory;

    private final MisbehavingUpstream upstream = new MisbehavingUpstream();
    private ServiceProcess service;
    private McpCalls ann;
    private McpCalls bob;
    private Remains before;

    @BeforeEach
    void start() {
        Map<String, String> settings = new HashMap<>(MisbehavingUpstreamsTest.SETTINGS);
        settings.put("MCP_AUTH_TOKENS", "ann:" + ANN + ",bob:" + BOB);
        service = ServiceProcess.start(upstream.uri(), directory, settings);
        ann = service.mcp().as(ANN);
        bob = service.mcp().as(BOB);
        MisbehaviorCalls.warmUp(ann, 4 * CONCURRENT);
        MisbehaviorCalls.warmUp(bob, 4 * CONCURRENT);
        before = Remains.of(service);
    }

    @AfterEach
    void stop() {
        service.close();
        upstream.close();
    }

    @Test
    void endpointThatFailsAloneIsHeldBackAloneUntilItAnswersAgain() {
        List<Outcome> outcomes = new ArrayList<>();
        await().atMost(LONGEST_PHASE).until(() -> {
            outcomes.addAll(round("ERROR_500", List.of(LOGS), "ERROR_500"));
            return service.metric("resend_circuit_open_endpoints") == 1;
        });
        MisbehaviorCalls.print("ERROR_500", outcomes);
        assertThat(outcomes).allSatisfy(outcome -> outcome.isNamed(Set.of("application_error", "circuit_open")));
        assertThat(service.metric("resend_circuit_state")).isZero();
        MisbehaviorCalls.good(bob, BROADCASTS);
        MisbehaviorCalls.good(ann, BROADCASTS);
        MisbehaviorCalls.awaitGood(bob, LOGS);
        nobodyIsHeldBackAndNothingIsLeft("endpoint that fails alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR_501", "ERROR_505"})
    void statusThatSaysNothingWasDoneIsToldOnceAndHoldsBackNobody(String way) {
        List<Outcome> outcomes = rounds(way, List.of(LOGS, BROADCASTS), way);
        assertThat(outcomes).allSatisfy(outcome -> outcome.isNamed(Set.of("application_error")));
        assertThat(upstream.met(way)).as("no call was repeated").isEqualTo(outcomes.size());
        nobodyIsHeldBackAndNothingIsLeft(way);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESET_BEFORE_BODY", "RESET_AFTER_BODY", "HANG"})
    void whatBreaksBecauseItIsLargeHoldsBackNobody(String way) {
        String large = way + "\u20ac".repeat(2_000);
        List<Outcome> outcomes = rounds(way, List.of(LOGS, BROADCASTS, SEND), large);
        assertThat(upstream.met(way)).isGreaterThanOrEqualTo(outcomes.size());
        assertThat(outcomes).allSatisfy(outcome -> outcome.isNamed(Set.of("upstream_unreachable", "upstream_timeout")));
        nobodyIsHeldBackAndNothingIsLeft(way + " of large requests");
    }

    /** Ann's calls fail for long enough, while bob's are answered well. */
    private List<Outcome> rounds(String way, List<String> tools, String argument) {
        List<Outcome> outcomes = new ArrayList<>();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < LONG_ENOUGH.toNanos() || outcomes.size() < 3 * CONCURRENT) {
            outcomes.addAll(round(way, tools, argument));
        }
        MisbehaviorCalls.print(way, outcomes);
        return outcomes;
    }

    private List<Outcome> round(String way, List<String> tools, String argument) {
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (String tool : tools) {
            for (int i = 0; i < (tool.equals(SEND) ? LARGE_BODIES : CONCURRENT); i++) {
                calls.add(MisbehaviorCalls.call(ann, way, tool, arguments(tool, argument)));
            }
        }
        return MisbehaviorCalls.joinBeside(calls, () -> MisbehaviorCalls.good(bob, "list_domains"));
    }

    /** Of a send the text is large, not the address. */
    private static ObjectNode arguments(String tool, String argument) {
        if (!tool.equals(SEND)) {
            return McpCalls.JSON.createObjectNode().put("after", argument);
        }
        String key = argument.replace("\u20ac", "") + System.nanoTime();
        return Mails.mail(key).put("text", "x".repeat(2_000_000)).put("idempotency_key", key);
    }

    private void nobodyIsHeldBackAndNothingIsLeft(String name) {
        assertThat(service.metric("resend_circuit_state")).isZero();
        assertThat(service.metric("resend_circuit_open_endpoints")).isZero();
        for (String tool : List.of(LOGS, BROADCASTS, SEND)) {
            MisbehaviorCalls.good(ann, tool);
            MisbehaviorCalls.good(bob, tool);
        }
        MisbehaviorCalls.awaitNothingLeft(name, service, before);
    }
}
