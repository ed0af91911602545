package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.resendmcp.simulator.core.RecordedRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("slow")
class RateLimitTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension(3);

    private static List<SimulatorExtension.Reply> atOnce(int requests) {
        List<CompletableFuture<SimulatorExtension.Reply>> running = Stream.generate(
                        () -> sandbox.sendLater(sandbox.request("GET", "/domains", null)))
                .limit(requests)
                .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void everyAnswerTellsTheState() {
        SimulatorExtension.Reply reply = sandbox.get("/nowhere");
        assertThat(reply.header("ratelimit-limit")).isEqualTo("3");
        assertThat(reply.header("ratelimit-remaining")).isEqualTo("2");
        assertThat(reply.header("ratelimit-reset")).isEqualTo("1");
        assertThat(reply.header("retry-after")).isNull();
    }

    @Test
    void aboveTheLimitIs429() {
        List<SimulatorExtension.Reply> refused =
                atOnce(8).stream().filter(reply -> reply.status() != 200).toList();
        assertThat(refused).isNotEmpty().allSatisfy(reply -> {
            reply.isError(429, "rate_limit_exceeded");
            assertThat(reply.header("ratelimit-remaining")).isEqualTo("0");
            assertThat(reply.header("retry-after")).isEqualTo("1");
        });
    }

    @Test
    void theWindowAndTheRecordsShareTheirTimeStamps() {
        atOnce(8);
        List<Long> stamps = sandbox.simulator.requests().stream()
                .map(RecordedRequest::nanoTime)
                .toList();
        long busiest = stamps.stream()
                .mapToLong(end -> stamps.stream()
                        .filter(s -> s <= end && end - s < 1_000_000_000)
                        .count())
                .max()
                .orElseThrow();
        assertThat(sandbox.simulator.busiestSecond()).isEqualTo((int) busiest);
    }

    @Test
    void aBatchCountsOnce() {
        String batch = "[" + SimulatorExtension.EMAIL + "," + SimulatorExtension.EMAIL + "]";
        assertThat(sandbox.post("/emails/batch", batch).header("ratelimit-remaining"))
                .isEqualTo("2");
    }

    @Test
    void resetEmptiesTheWindow() {
        atOnce(4);
        sandbox.simulator.reset();
        assertThat(sandbox.simulator.busiestSecond()).isZero();
        assertThat(sandbox.get("/domains").header("ratelimit-remaining")).isEqualTo("2");
    }

    @Test
    void aLimitBelowOneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ResendSimulator(0));
    }
}
