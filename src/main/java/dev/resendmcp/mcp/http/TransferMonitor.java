package dev.resendmcp.mcp.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends transfers between a client and the service that take too long or are too slow, so that stalling costs its caller. */
final class TransferMonitor {
    private static final Logger log = LoggerFactory.getLogger(TransferMonitor.class);
    /** Before that, no transfer is too slow. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Duration longest;
    private final long slowest;
    private final Set<Transfer> open = ConcurrentHashMap.newKeySet();

    /**
     * @param longest time of a whole transfer
     * @param slowest bytes per second that a transfer must have made on average, once it takes longer than a few seconds
     */
    TransferMonitor(Duration longest, long slowest) {
        this.longest = longest;
        this.slowest = slowest;
    }

    /** Looks at all transfers once a second. */
    TransferMonitor start(ScheduledExecutorService timer) {
        Future<?> looking = timer.scheduleWithFixedDelay(this::lookSafely, 1, 1, TimeUnit.SECONDS);
        log.debug("Watching transfers, ended: {}", looking.isDone());
        return this;
    }

    private void lookSafely() {
        try {
            look(System.nanoTime());
        } catch (RuntimeException e) {
            // The timer would never look again.
            log.error("A transfer that is too slow could not be ended", e);
        }
    }

    /** Watches a transfer that begins now. */
    Transfer begin(Runnable end) {
        Transfer transfer = new Transfer(System.nanoTime(), end);
        open.add(transfer);
        return transfer;
    }

    void look(long now) {
        open.stream().filter(transfer -> late(transfer, now)).forEach(transfer -> {
            transfer.close();
            transfer.end.run();
        });
    }

    private boolean late(Transfer transfer, long now) {
        long took = now - transfer.began;
        double allowed = GRACE.toNanos() + transfer.bytes.get() * 1e9 / slowest;
        return took > longest.toNanos() || took > allowed;
    }

    /** A transfer until it is closed. Two are never equal. */
    final class Transfer implements AutoCloseable {
        private final long began;
        private final Runnable end;
        private final AtomicLong bytes = new AtomicLong();

        private Transfer(long began, Runnable end) {
            this.began = began;
            this.end = end;
        }

        void moved(long more) {
            bytes.addAndGet(more);
        }

        @Override
        public void close() {
            open.remove(this);
        }
    }
}
