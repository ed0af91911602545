package dev.resendmcp.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No thread of this service ends unseen. */
@Tag("slow")
class SupervisorTest {
    private final List<Integer> ends = new CopyOnWriteArrayList<>();
    private final Supervisor threads = new Supervisor(ends::add);

    @Test
    void everyCounterIsThereFromTheStart() {
        for (ServiceThread thread : ServiceThread.values()) {
            assertThat(threads.deaths(thread)).isZero();
        }
    }

    @Test
    void workBeginsAgainAfterWhateverEndedIt() {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        threads.thread(ServiceThread.STATE_STORE, () -> {
                    if (begun.incrementAndGet() < 3) {
                        throw new StackOverflowError();
                    }
                    done.countDown();
                })
                .start();
        Awaitility.await().until(() -> done.getCount() == 0);
        assertThat(threads.deaths(ServiceThread.STATE_STORE)).isEqualTo(2);
        assertThat(ends).isEmpty();
    }

    @Test
    void periodicTaskOutlivesItsFailures() {
        AtomicInteger runs = new AtomicInteger();
        ScheduledExecutorService timer = threads.timer(ServiceThread.PROGRESS);
        try {
            Future<?> unused = timer.scheduleAtFixedRate(
                    () -> {
                        if (runs.incrementAndGet() < 3) {
                            throw new AssertionError("no");
                        }
                    },
                    0,
                    1,
                    TimeUnit.MILLISECONDS);
            Awaitility.await().until(() -> runs.get() > 5);
            assertThat(threads.deaths(ServiceThread.PROGRESS)).isEqualTo(2);
        } finally {
            timer.shutdownNow();
        }
    }

    @Test
    void taskThatIsRunOnceIsCountedWhenItFails() {
        ScheduledExecutorService timer = threads.timer(ServiceThread.RATE_LIMITER);
        try {
            timer.execute(() -> {
                throw new IllegalStateException("no");
            });
            Awaitility.await().until(() -> threads.deaths(ServiceThread.RATE_LIMITER) == 1);
        } finally {
            timer.shutdownNow();
        }
    }

    @Test
    void threadOfALibraryIsCountedAsOther() {
        Thread thread = new Thread(
                () -> {
                    throw new IllegalStateException("no");
                },
                "of-a-library");
        thread.setUncaughtExceptionHandler(threads);
        thread.start();
        Awaitility.await().until(() -> threads.deaths(ServiceThread.OTHER) == 1);
    }

    @Test
    void lackOfNativeThreadsIsNoReasonToEnd() {
        threads.watched(ServiceThread.TOOL_CALL, () -> {
                    throw new OutOfMemoryError("unable to create native thread: possibly out of memory");
                })
                .run();
        assertThat(ends).isEmpty();
        assertThat(threads.deaths(ServiceThread.TOOL_CALL)).isEqualTo(1);
    }

    @Test
    void processEndsWhenItsHeapIsUsedUp() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeapEater.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(Supervisor.OUT_OF_MEMORY);
        assertThat(said).contains("Out of memory in the thread state-store: the process ends with status 3");
    }

    /** A process whose store takes all memory. */
    static final class HeapEater {
        private HeapEater() {}

        public static void main(String[] args) throws InterruptedException {
            Thread thread = Supervisor.ofProcess().thread(ServiceThread.STATE_STORE, () -> {
                StringBuilder kept = new StringBuilder("more");
                while (true) {
                    kept.append(kept);
                }
            });
            thread.start();
            thread.join();
        }
    }
}
