package dev.resendmcp.systemd;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the sd_notify(3) protocol that this service uses. Messages that cannot be sent are logged once and dropped.
 * Thread-safe.
 */
public final class Systemd {
    private static final Logger log = LoggerFactory.getLogger(Systemd.class);
    private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(10);
    private static final int CHECKS_PER_DEADLINE = 3;
    private static final long READY_POLL_MILLIS = 200;

    private final NotifySocket socket;
    private final Optional<Duration> deadline;
    private final ScheduledExecutorService timer;
    private boolean ready;
    private boolean stopping;
    private boolean sendingFails;
    private String lastStatus = "";

    private Systemd(NotifySocket socket, Optional<Duration> deadline, ScheduledExecutorService timer) {
        this.socket = socket;
        this.deadline = deadline;
        this.timer = timer;
    }

    /** Whether a service manager expects notifications. */
    public static boolean listens(Map<String, String> environment) {
        return !environment.getOrDefault("NOTIFY_SOCKET", "").isEmpty();
    }

    /**
     * Prepares notifications to the service manager.
     *
     * @param environment of this process, with {@code NOTIFY_SOCKET} and, if there is a watchdog, {@code WATCHDOG_USEC}
     * @param timer runs the checks, one at a time
     * @throws NotifyException when this process cannot send notifications; its message explains the fix
     */
    public static Systemd of(Map<String, String> environment, ScheduledExecutorService timer) {
        try {
            return new Systemd(new NotifySocket(environment.get("NOTIFY_SOCKET")), deadline(environment), timer);
        } catch (IllegalArgumentException e) {
            throw new NotifyException("NOTIFY_SOCKET " + e.getMessage() + ".", e);
        } catch (LinkageError e) {
            throw new NotifyException(
                    "NOTIFY_SOCKET is set, but the native code to reach it cannot be loaded: give Java a directory in which"
                            + " programs may run with -Djna.tmpdir=, or use Type=exec.",
                    e);
        }
    }

    private static Optional<Duration> deadline(Map<String, String> environment) {
        String process = environment.getOrDefault("WATCHDOG_PID", "");
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        boolean ours = process.isEmpty()
                || process.equals(Long.toString(ProcessHandle.current().pid()));
        return ours && micros.matches("[1-9][0-9]{0,17}")
                ? Optional.of(Duration.of(Long.parseLong(micros), ChronoUnit.MICROS))
                : Optional.empty();
    }

    /**
     * Starts checking the service periodically. Reports readiness when the first check has passed, then liveness and status
     * after each check.
     *
     * @param check whether the service works; must return within a few seconds
     * @param status one line for people
     */
    public void watch(BooleanSupplier check, Supplier<String> status) {
        Duration period = deadline.map(longest -> longest.dividedBy(CHECKS_PER_DEADLINE))
                .filter(third -> third.compareTo(DEFAULT_PERIOD) < 0)
                .orElse(DEFAULT_PERIOD);
        timer.execute(() -> {
            if (!check.getAsBoolean()) {
                Future<?> unused = timer.schedule(() -> watch(check, status), READY_POLL_MILLIS, TimeUnit.MILLISECONDS);
                return;
            }
            ready(status.get());
            Future<?> unused = timer.scheduleWithFixedDelay(
                    () -> alive(check.getAsBoolean(), status.get()),
                    period.toMillis(),
                    period.toMillis(),
                    TimeUnit.MILLISECONDS);
        });
    }

    private synchronized void ready(String status) {
        if (!stopping) {
            ready = true;
            lastStatus = status;
            send("READY=1", "STATUS=" + status, "WATCHDOG=1");
        }
    }

    private synchronized void alive(boolean passed, String status) {
        String line = passed ? status : "Self-check failed: see the log";
        if (!stopping && !line.equals(lastStatus)) {
            lastStatus = line;
            send("STATUS=" + line);
        }
        if (passed && deadline.isPresent()) {
            send("WATCHDOG=1");
        }
    }

    /** Runs a reload between the two messages that mark its start and end. */
    public void reload(Runnable work, Supplier<String> status) {
        reloading();
        try {
            work.run();
        } finally {
            reloaded(status.get());
        }
    }

    private synchronized void reloading() {
        if (ready && !stopping) {
            // The clock of System.nanoTime is CLOCK_MONOTONIC on Linux.
            send("RELOADING=1", "MONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
        }
    }

    private synchronized void reloaded(String status) {
        if (ready && !stopping) {
            lastStatus = status;
            send("READY=1", "STATUS=" + status);
        }
    }

    /** Reports that the service is stopping. Nothing is reported after that. */
    public synchronized void stopping(String status) {
        stopping = true;
        send("STOPPING=1", "STATUS=" + status);
    }

    private void send(String... assignments) {
        try {
            socket.send(assignments);
            sendingFails = false;
        } catch (IOException e) {
            if (!sendingFails) {
                log.warn("Cannot notify the service manager ({})", e.getMessage());
            }
            sendingFails = true;
        }
    }

    /** A service manager expects notifications that this process cannot send. The message explains the fix. */
    public static final class NotifyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotifyException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
