package dev.resendmcp.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.state.store.Journal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What was told to be safe is there again, whatever became of the process or of one of its files. */
@Tag("slow")
class CrashTest {
    private static final List<String> FILES = List.of("state-a.mv", "state-b.mv", "state-a.log", "state-b.log");
    private static final int COPIES = 10;
    /** All copies together span several checkpoints. */
    private static final int CHANGES_BETWEEN_COPIES = 1_500;

    private static final int CUTS = Integer.getInteger("state.cuts", 40);

    @TempDir
    Path directory;

    private final States states = new States();

    @AfterEach
    void stop() {
        states.close();
    }

    @Test
    void whatWasToldToBeSafeIsInEveryCopyOfTheFilesTakenWhileTheyAreWritten() throws Exception {
        StateService state = states.embedded(directory.resolve("original"));
        Map<String, Journal.Entry> safe = new ConcurrentHashMap<>();
        AtomicInteger changes = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(8);
        for (int writer = 0; writer < 8; writer++) {
            int own = writer;
            writers.execute(() -> {
                for (int i = 0; !enough.get(); i++) {
                    Journal.Entry entry = States.answered("key-" + i, "{\"id\":\"" + own + "-" + i + "\"}");
                    States.put(state, own + "-" + i % 50, entry);
                    safe.put(own + "-" + i % 50, entry);
                    changes.incrementAndGet();
                }
            });
        }
        Map<Path, Map<String, Journal.Entry>> copies = new TreeMap<>();
        for (int copy = 0; copy < COPIES; copy++) {
            int least = (copy + 1) * CHANGES_BETWEEN_COPIES;
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> changes.get() > least);
            // What is safe now must be in a copy that is taken afterwards.
            Map<String, Journal.Entry> before = Map.copyOf(safe);
            Path target = Files.createDirectory(directory.resolve("copy-" + copy));
            copyFiles(directory.resolve("original"), target);
            copies.put(target, before);
        }
        enough.set(true);
        writers.shutdown();
        assertThat(writers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        copies.forEach((copy, before) -> assertAllThere(copy, before, true));
    }

    @Test
    void eitherFileMayBeCutAnywhere() throws Exception {
        Map<String, Journal.Entry> safe = writeAndCrash();
        Random random = new Random(20260102);
        for (int cut = 0; cut < CUTS; cut++) {
            Path target = Files.createDirectory(directory.resolve("cut-" + cut));
            copyFiles(directory.resolve("crashed"), target);
            cut(target.resolve(FILES.get(cut % FILES.size())), random);
            assertAllThere(target, safe, false);
            assertAllThere(target, safe, false);
        }
    }

    @Test
    void eitherFileMayBeMissing() throws Exception {
        Map<String, Journal.Entry> safe = writeAndCrash();
        for (String name : FILES) {
            Path target = Files.createDirectory(directory.resolve("without-" + name));
            copyFiles(directory.resolve("crashed"), target);
            Files.delete(target.resolve(name));
            assertAllThere(target, safe, false);
        }
    }

    @Test
    void bothFilesCutAreNoReasonNotToStart() throws Exception {
        writeAndCrash();
        Random random = new Random(20260103);
        for (int cut = 0; cut < CUTS; cut++) {
            Path target = Files.createDirectory(directory.resolve("cut-" + cut));
            copyFiles(directory.resolve("crashed"), target);
            for (String name : FILES) {
                cut(target.resolve(name), random);
            }
            StateService state = states.embedded(target);
            States.put(state, "new", States.begun("key"));
            assertThat(States.read(state, "new")).contains(States.begun("key"));
            states.stop(state);
        }
    }

    @Test
    void unreadableFileIsPutAsideAndAtMostThreeAreKept() throws Exception {
        Map<String, Journal.Entry> safe = writeAndCrash();
        Path target = directory.resolve("crashed");
        for (int i = 0; i < 5; i++) {
            Files.writeString(target.resolve("state-a.mv"), "not a file of this store".repeat(1000));
            assertAllThere(target, safe, false);
        }
        try (Stream<Path> files = Files.list(target)) {
            assertThat(files.filter(file -> file.toString().contains("state-a.mv.damaged-")))
                    .hasSize(3);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fileThatCannotBeWrittenIsPutAside() throws Exception {
        Path target = Files.createDirectory(directory.resolve("full"));
        Files.createSymbolicLink(target.resolve("state-b.mv"), Path.of("/dev/full"));
        StateService state = states.embedded(target);
        States.put(state, "a", States.begun("key"));
        assertThat(States.read(state, "a")).contains(States.begun("key"));
        assertThat(target.resolve("state-b.mv")).isRegularFile();
    }

    /** Files as a process leaves them that was killed. */
    private Map<String, Journal.Entry> writeAndCrash() throws IOException {
        StateService state = states.embedded(directory.resolve("original"));
        Map<String, Journal.Entry> safe = new TreeMap<>();
        for (int round = 0; round < 3; round++) {
            for (int i = round * 100; i < round * 100 + 100; i++) {
                safe.put("id-" + i % 120, States.answered("key-" + i, "x".repeat(i % 7 * 100)));
            }
            List<Map.Entry<String, Journal.Entry>> all = List.copyOf(safe.entrySet());
            States.atOnce(
                    all.size(),
                    number -> States.put(
                            state, all.get(number).getKey(), all.get(number).getValue()));
        }
        Path crashed = Files.createDirectory(directory.resolve("crashed"));
        copyFiles(directory.resolve("original"), crashed);
        return safe;
    }

    private void assertAllThere(Path copy, Map<String, Journal.Entry> safe, boolean orNewer) {
        StateService state = states.embedded(copy);
        Map<String, Journal.Entry> found = States.readAll(state, safe.keySet());
        safe.forEach((id, entry) -> {
            assertThat(found).as("%s", copy).containsKey(id);
            if (orNewer) {
                assertThat(number(found.get(id))).as("%s in %s", id, copy).isGreaterThanOrEqualTo(number(entry));
            } else {
                assertThat(found.get(id)).as("%s in %s", id, copy).isEqualTo(entry);
            }
        });
        states.stop(state);
    }

    private static int number(Journal.Entry entry) {
        return Integer.parseInt(entry.idempotencyKey().substring("key-".length()));
    }

    private static void cut(Path file, Random random) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(random.nextLong(channel.size() + 1));
        }
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        for (String name : FILES) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
    }
}
