package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A transfer has as long as it needs at the least speed, and no longer than the timeout. */
class TransferMonitorTest {
    private final List<String> ended = new ArrayList<>();
    private final TransferMonitor watch = new TransferMonitor(Duration.ofSeconds(100), 1_000);
    private final TransferMonitor.Transfer transfer = watch.begin(() -> ended.add("ended"));

    @Test
    void transferMayStallForAMoment() {
        after(9);
        assertThat(ended).isEmpty();
    }

    @Test
    void transferThatStallsIsEndedOnce() {
        after(11);
        after(12);
        assertThat(ended).hasSize(1);
    }

    @Test
    void transferAtTheLeastSpeedGoesOn() {
        transfer.moved(20_000);
        after(29);
        assertThat(ended).isEmpty();
        after(31);
        assertThat(ended).hasSize(1);
    }

    @Test
    void noTransferTakesLongerThanTheTimeout() {
        transfer.moved(1_000_000_000);
        after(101);
        assertThat(ended).hasSize(1);
    }

    @Test
    void transferThatIsDoneIsLeftAlone() {
        transfer.close();
        after(1_000);
        assertThat(ended).isEmpty();
    }

    private void after(long seconds) {
        watch.look(System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
    }
}
