package dev.resendmcp.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.audit.AuditVerifier.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain of lines shows every change. */
class AuditChainTest {
    private static final int LINES = 60;
    private static final long SMALL = 4096;

    @TempDir
    private Path directory;

    @Test
    void unchangedFilesAreSound() throws Exception {
        AuditFixture.write(directory, SMALL, LINES);
        assertThat(AuditFixture.files(directory)).hasSizeGreaterThan(2);
        assertThat(AuditFixture.verify(directory)).returns(true, Report::sound).returns((long) LINES, Report::lines);
    }

    @Test
    void chainGoesOnAfterARestart() throws Exception {
        AuditFixture.write(directory, SMALL, 10);
        AuditFixture.write(directory, SMALL, 10);
        assertThat(AuditFixture.verify(directory)).returns(true, Report::sound).returns(20L, Report::lines);
    }

    @Test
    void linesOfManyThreadsAreAllRecorded() throws Exception {
        try (FileAuditLog log = AuditFixture.log(directory, 1 << 20)) {
            CompletableFuture.allOf(IntStream.range(0, 8)
                            .mapToObj(thread -> CompletableFuture.runAsync(() -> IntStream.range(0, 50)
                                    .forEach(i -> log.note(AuditFixture.event(thread * 100 + i)))))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
        assertThat(AuditFixture.verify(directory)).returns(true, Report::sound).returns(400L, Report::lines);
        assertThat(AuditFixture.lines(directory))
                .extracting(line -> line.path("number").asInt())
                .doesNotHaveDuplicates();
    }

    @Test
    void noteIsWrittenAtOnceAndTheHeadFollowsWithTheFlush() throws Exception {
        try (FileAuditLog log = AuditFixture.log(directory, SMALL)) {
            log.note(AuditFixture.event(1));
            log.note(AuditFixture.event(2));
            assertThat(AuditFixture.lines(directory)).hasSize(2);
            assertThat(head()).as("before the flush").isZero();
            log.flush();
            assertThat(head()).isEqualTo(2);
            log.note(AuditFixture.event(3));
            log.record(AuditFixture.event(4));
            assertThat(head()).as("a line to wait for flushes those before it").isEqualTo(4);
        }
        assertThat(AuditFixture.verify(directory)).returns(true, Report::sound).returns(4L, Report::lines);
    }

    private long head() throws IOException {
        return AuditHead.read(directory.resolve("audit.head"), AuditFixture.KEY)
                .head()
                .orElseThrow()
                .seq();
    }

    @Test
    void hundredFlippedBytesAreAllFound() throws Exception {
        AuditFixture.write(directory, SMALL, LINES);
        Random chance = new Random(14);
        List<Path> files = new ArrayList<>(AuditFixture.files(directory));
        files.add(directory.resolve("audit.head"));
        for (int i = 0; i < 100; i++) {
            Path file = files.get(chance.nextInt(files.size()));
            byte[] before = Files.readAllBytes(file);
            byte[] after = before.clone();
            int position = chance.nextInt(after.length);
            after[position] ^= (byte) (1 << chance.nextInt(8));
            Files.write(file, after);
            assertThat(AuditFixture.verify(directory).sound())
                    .as("%s at %d", file, position)
                    .isFalse();
            Files.write(file, before);
        }
        assertThat(AuditFixture.verify(directory).sound()).isTrue();
    }

    @Test
    void hundredLostAddedOrSwappedLinesAreAllFound() throws Exception {
        AuditFixture.write(directory, SMALL, LINES);
        Random chance = new Random(15);
        List<Path> files = AuditFixture.files(directory);
        for (int i = 0; i < 100; i++) {
            Path file = files.get(chance.nextInt(files.size()));
            List<String> before = Files.readAllLines(file);
            List<String> after = new ArrayList<>(before);
            change(after, i % 4, chance);
            Files.write(file, after);
            assertThat(AuditFixture.verify(directory).sound())
                    .as("%s, change %d", file, i)
                    .isFalse();
            Files.write(file, before);
        }
        assertThat(AuditFixture.verify(directory).sound()).isTrue();
    }

    private static void change(List<String> lines, int kind, Random chance) {
        int at = chance.nextInt(lines.size() - 1);
        switch (kind) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(at));
            case 2 -> Collections.swap(lines, at, at + 1);
            default -> lines.subList(at, lines.size()).clear();
        }
    }

    @Test
    void lostFilesAreFound() throws Exception {
        AuditFixture.write(directory, SMALL, LINES);
        List<Path> files = new ArrayList<>(AuditFixture.files(directory));
        files.add(directory.resolve("audit.head"));
        for (Path file : files) {
            byte[] before = Files.readAllBytes(file);
            Files.delete(file);
            assertThat(AuditFixture.verify(directory).sound()).as("%s", file).isFalse();
            Files.write(file, before);
        }
    }

    @Test
    void reportNamesTheLineOfTheFault() throws Exception {
        AuditFixture.write(directory, 1 << 20, 10);
        Path file = AuditFixture.files(directory).get(0);
        List<String> lines = Files.readAllLines(file);
        lines.set(6, lines.get(6).replace("ann", "bob"));
        Files.write(file, lines);
        Report report = AuditFixture.verify(directory);
        assertThat(report.lines()).isEqualTo(6);
        assertThat(report.fault()).get().asString().startsWith("audit-000001.jsonl, line 7 (seq 7): ");
    }

    @Test
    void anotherKeyDoesNotFit() throws Exception {
        AuditFixture.write(directory, SMALL, 3);
        AuditKey other = AuditKey.of("x".repeat(32));
        assertThat(new AuditVerifier(directory, other).verify().sound()).isFalse();
    }

    @Test
    void unfinishedLineIsRemovedAndTheChainGoesOn() throws Exception {
        AuditFixture.write(directory, SMALL, 3);
        Path file = AuditFixture.files(directory).get(0);
        Files.writeString(file, "{\"seq\":4,\"ti", StandardOpenOption.APPEND);
        assertThat(AuditFixture.verify(directory)).returns(true, Report::sound).returns(12L, Report::unfinished);
        AuditFixture.write(directory, SMALL, 1);
        assertThat(AuditFixture.verify(directory)).returns(true, Report::sound).returns(4L, Report::lines);
    }

    @Test
    void truncatedFilesAreNotContinued() throws Exception {
        AuditFixture.write(directory, 1 << 20, 5);
        Path file = AuditFixture.files(directory).get(0);
        Files.write(file, Files.readAllLines(file).subList(0, 3));
        try (FileAuditLog log = AuditFixture.log(directory, SMALL)) {
            assertThatThrownBy(() -> log.record(AuditFixture.event(6)))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("lines are missing at the end");
        }
    }

    @Test
    void removedFileStopsTheLog() throws Exception {
        try (FileAuditLog log = AuditFixture.log(directory, SMALL)) {
            log.record(AuditFixture.event(1));
            Files.delete(AuditFixture.files(directory).get(0));
            assertThatThrownBy(() -> log.record(AuditFixture.event(2)))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("removed");
            assertThat(log.trouble()).isPresent();
        }
    }

    @Test
    void secondProcessIsRefusedTheDirectory() throws Exception {
        try (FileAuditLog first = AuditFixture.log(directory, SMALL);
                FileAuditLog second = AuditFixture.log(directory, SMALL)) {
            first.record(AuditFixture.event(1));
            assertThatThrownBy(() -> second.record(AuditFixture.event(2)))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("another process");
        }
    }

    @Test
    void keyIsKeptBesideTheFilesIfThereIsNoneInTheSettings() throws IOException {
        try (FileAuditLog log = new FileAuditLog(
                new AuditLocation(directory, false, null, SMALL),
                new AuditMetrics(new dev.resendmcp.metrics.Metrics(java.time.Duration.ofMinutes(1))),
                java.time.Clock.systemUTC())) {
            log.note(AuditFixture.event(1));
        }
        assertThat(new AuditVerifier(directory, null).verify())
                .returns(true, Report::sound)
                .returns(1L, Report::lines);
    }
}
