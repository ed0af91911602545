package dev.resendmcp.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd is told and when, on a real datagram socket. */
class SystemdTest {
    private static final String WATCHDOG = "WATCHDOG=1";

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicBoolean passes = new AtomicBoolean(true);
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicReference<String> status = new AtomicReference<>("Serving");

    @TempDir
    Path directory;

    private NotifyListener listener;

    @BeforeEach
    void listen() {
        listener = new NotifyListener(directory.resolve("notify").toString());
    }

    @AfterEach
    void stopListening() throws InterruptedException {
        timer.shutdownNow();
        listener.close();
    }

    @Test
    void readinessIsSaidOnlyOnceTheServicePassesItsCheck() {
        passes.set(false);
        watch(Map.of());
        awaitChecks(3);
        assertThat(listener.messages()).isEmpty();
        passes.set(true);
        assertThat(listener.awaitLine("READY=1")).contains("STATUS=Serving");
    }

    @Test
    void watchdogIsFedWhileTheCheckPasses() {
        watch(Map.of("WATCHDOG_USEC", "150000"));
        await().until(() ->
                listener.messages().stream().filter(WATCHDOG::equals).count() >= 3);
    }

    @Test
    void watchdogIsFedNoMoreWhenTheCheckFails() {
        watch(Map.of("WATCHDOG_USEC", "150000"));
        listener.awaitLine(WATCHDOG);
        passes.set(false);
        listener.awaitLine("STATUS=Self-check failed: see the log");
        long fed = fed();
        awaitChecks(3);
        assertThat(fed()).isEqualTo(fed);
    }

    @Test
    void watchdogOfAnotherProcessIsNotFed() {
        watch(Map.of("WATCHDOG_USEC", "150000", "WATCHDOG_PID", "1"));
        listener.awaitLine("READY=1");
        assertThat(listener.messages()).doesNotContain(WATCHDOG);
    }

    @Test
    void statusIsSaidAgainWhenItChanges() {
        watch(Map.of("WATCHDOG_USEC", "150000"));
        listener.awaitLine("STATUS=Serving");
        status.set("Serving; failing health checks: state");
        assertThat(listener.awaitLine("STATUS=Serving; failing health checks: state"))
                .doesNotContain("READY");
    }

    @Test
    void reloadIsSaidBeforeItsWorkAndItsEndAfterwards() {
        Systemd systemd = watch(Map.of());
        listener.awaitLine("READY=1");
        long before = TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
        systemd.reload(() -> status.set("Serving; reloaded"), status::get);
        listener.awaitLine("STATUS=Serving; reloaded");
        assertThat(listener.messages()).hasSize(3);
        assertThat(listener.messages().get(1)).startsWith("RELOADING=1\nMONOTONIC_USEC=");
        assertThat(Long.parseLong(listener.messages().get(1).replaceAll("(?s).*=", "")))
                .isBetween(before, TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
        assertThat(listener.messages().get(2)).isEqualTo("READY=1\nSTATUS=Serving; reloaded");
    }

    @Test
    void nothingIsSaidOfReadinessOnceItStops() {
        Systemd systemd = watch(Map.of("WATCHDOG_USEC", "150000"));
        listener.awaitLine("READY=1");
        systemd.stopping("Stopping");
        listener.awaitLine("STOPPING=1");
        status.set("Serving again");
        systemd.reload(() -> {}, status::get);
        int said = checks.get();
        await().until(() -> checks.get() > said + 2);
        assertThat(String.join("\n", listener.messages())).doesNotContain("Serving again", "RELOADING");
    }

    private Systemd watch(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("NOTIFY_SOCKET", directory.resolve("notify").toString());
        Systemd systemd = Systemd.of(environment, timer);
        systemd.watch(this::check, status::get);
        return systemd;
    }

    private boolean check() {
        checks.incrementAndGet();
        return passes.get();
    }

    private void awaitChecks(int more) {
        int before = checks.get();
        await().until(() -> checks.get() >= before + more);
    }

    private long fed() {
        return listener.messages().stream().filter(WATCHDOG::equals).count();
    }
}
