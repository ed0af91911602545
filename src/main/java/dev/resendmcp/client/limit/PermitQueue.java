package dev.resendmcp.client.limit;

import dev.resendmcp.call.Caller;
import dev.resendmcp.client.limit.ReplicaBudget.Allowance;
import dev.resendmcp.client.limit.ReplicaBudget.Mode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Calls that wait for one of a number of permits. Callers take turns; the calls of one caller go in order of arrival.
 *
 * <p>One lock guards all state, that of the {@link Ticket}s too. A permit changes hands under it, so a call is either cancelled or admitted, never both.
 */
final class PermitQueue {
    /** Positions are counted in one pass, at most this often, so that the cost for each call that asks is constant. */
    static final long COUNT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    final LongSupplier clock;
    final ReentrantLock lock = new ReentrantLock();
    final FairQueue<Caller, Ticket> waiting = new FairQueue<>();
    int free;
    int admitted;
    boolean stopped;
    boolean countIsOld;
    private Allowance allowance;
    private int size;
    private long pausedUntil;
    private long countedAt;

    /** @param clock in nanoseconds, as {@link System#nanoTime()} */
    PermitQueue(Allowance allowance, int permits, LongSupplier clock) {
        this.allowance = allowance;
        this.size = permits;
        this.free = permits;
        this.clock = clock;
        this.pausedUntil = clock.getAsLong();
    }

    Ticket ticket(Caller caller) {
        return new Ticket(this, caller);
    }

    /** Returns the permit of a call that has passed. */
    void release() {
        locked(() -> free++);
    }

    /** Changes what may be granted; permits in use above it are collected when they come back. Before it begins, nothing is. */
    void allow(Allowance next, int permits) {
        locked(() -> {
            allowance = next;
            free += permits - size;
            size = permits;
        });
    }

    /** Grants nothing until then, as of the clock, or longer if it is paused for longer already. */
    void pauseUntil(long end) {
        locked(() -> {
            pausedUntil = end - pausedUntil > 0 ? end : pausedUntil;
            wakeAll();
        });
    }

    /** Grants what may be granted now; to be called when a pause is over, or an allowance begins. */
    void resume() {
        locked(() -> {});
    }

    /** Refuses all calls that wait, and all later ones. */
    void stop() {
        locked(() -> {
            stopped = true;
            wakeAll();
        });
    }

    /** Calls that have not passed. */
    int depth() {
        return read(() -> waiting.size() + admitted);
    }

    /** How long a call that came now would wait, in whole seconds. */
    Duration expectedWait() {
        return read(() -> waiting.isEmpty() && mayGrant() ? Duration.ZERO : expectedWait(depth()));
    }

    /** How long a call waits with this many ahead of it, in whole seconds. */
    Duration expectedWait(int ahead) {
        return read(() -> {
            RequestLimit.Share share = allowance.share();
            Duration turns = share.window().multipliedBy(1L + ahead / share.requests());
            long pause = Math.max(0, pausedUntil - clock.getAsLong());
            return Duration.ofSeconds(turns.plusNanos(pause).toSeconds());
        });
    }

    /** Whether fewer permits are free than there should be when calls that passed have this many. */
    boolean lacks(int inUse) {
        return read(() -> free < size - admitted - inUse);
    }

    /** Whether a call that waits until then would wait in vain. */
    boolean isPausedBeyond(long deadline) {
        return pausedUntil - clock.getAsLong() > 0 && pausedUntil - deadline > 0;
    }

    /** Counts, for each call that waits, how many go before it. */
    void countAhead(Ticket asking) {
        long now = clock.getAsLong();
        if (countIsOld && (asking.ahead < 0 || now - countedAt >= COUNT_EVERY_NANOS)) {
            waiting.forEach((ticket, before) -> ticket.ahead = before);
            countedAt = now;
            countIsOld = false;
        }
    }

    private boolean mayGrant() {
        long now = clock.getAsLong();
        // Shared permits are taken by one call at a time, so that calls pass in their order.
        return free > 0
                && pausedUntil - now <= 0
                && allowance.from() - now <= 0
                && (allowance.mode() == Mode.LOCAL || admitted == 0);
    }

    void serve() {
        while (!waiting.isEmpty() && !stopped && mayGrant()) {
            Ticket next = waiting.removeNext();
            next.state = Ticket.State.ADMITTED;
            next.mode = allowance.mode();
            next.changed.signal();
            free--;
            admitted++;
            countIsOld = true;
        }
    }

    private void wakeAll() {
        waiting.forEach((ticket, before) -> ticket.changed.signal());
    }

    <T> T read(Supplier<T> value) {
        lock.lock();
        try {
            return value.get();
        } finally {
            lock.unlock();
        }
    }

    /** Changes something, and grants what may be granted then. */
    void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            serve();
        } finally {
            lock.unlock();
        }
    }
}
