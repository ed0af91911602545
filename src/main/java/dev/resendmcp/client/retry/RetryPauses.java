package dev.resendmcp.client.retry;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pauses between attempts. They end when the service stops, so that paused calls are answered in time. */
public final class RetryPauses implements Managed {
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** Waits; false when the service stops or the thread is interrupted before the time is over. */
    boolean pause(Duration duration) {
        try {
            return !stopping.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void stop() {
        stopping.countDown();
    }
}
