package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.faults.Callers.Sent;
import dev.resendmcp.faults.Mails.Counts;
import dev.resendmcp.simulator.ResendSimulator;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed between acceptance and answer, begins again, and the same calls are made once more. */
@Tag("faults")
@Tag("slow")
class KillTest {
    private static final int SENDS_A_KILL = 8;
    private static final long LATEST_MILLIS = 30;

    @TempDir
    static Path directory;

    private static ResendSimulator resend;
    private static FaultProxy proxy;
    private static ServiceProcess service;

    private final List<String> subjects = new ArrayList<>();
    private final List<Sent> unlike = new ArrayList<>();
    private int inFlight;
    private int filesCut;

    @BeforeAll
    static void start() {
        resend = new ResendSimulator(1000).start();
        proxy = new FaultProxy(resend.baseUri());
        service = begin();
    }

    @AfterAll
    static void stop() {
        service.close();
        proxy.close();
        resend.close();
    }

    @Test
    void killedServiceNeitherLosesNorDoublesMails() throws IOException {
        Counts tally = rounds("kill -9", Report.size(2, 100), 0);
        assertThat(tally).isEqualTo(new Counts(subjects.size(), 0, 0));
        assertThat(unlike).as("answers other than the accepted mail's id").isEmpty();
    }

    @Test
    void neitherDoesOneWithACutFile() throws IOException {
        Counts tally = rounds("kill -9, one file of the state cut", Report.size(2, 100), 1);
        assertThat(filesCut).as("there is state to be cut").isPositive();
        assertThat(tally).isEqualTo(new Counts(subjects.size(), 0, 0));
        assertThat(unlike).as("answers other than the accepted mail's id").isEmpty();
    }

    /** Nobody can know what is written nowhere, so doubles are counted here and not forbidden. */
    @Test
    void oneWithAllItsFilesCutStillLosesNone() throws IOException {
        Counts tally = rounds("kill -9, all files of the state cut", Report.size(1, 20), Integer.MAX_VALUE);
        assertThat(tally.lost()).isZero();
    }

    private Counts rounds(String name, int kills, int cuts) throws IOException {
        Random random = Report.random(name);
        for (int round = 0; round < kills; round++) {
            List<String> mails = Mails.subjects(name + " " + round, SENDS_A_KILL);
            subjects.addAll(mails);
            kill(mails, random);
            cut(random, cuts);
            service = begin();
            Map<String, ?> accepted = Mails.accepted(resend);
            inFlight += (int) mails.stream().filter(accepted::containsKey).count();
            repeat(mails);
        }
        Counts tally = Counts.of(resend, subjects);
        Report.print(
                "%s: %d kills, %d files cut, %s; %d had been accepted when the service was killed; %d repeats answered badly %s",
                name, kills, filesCut, tally, inFlight, unlike.size(), Callers.errors(unlike));
        return tally;
    }

    private static ServiceProcess begin() {
        return ServiceProcess.start(
                proxy.uri(), directory, Map.of("RATE_LIMIT", "1000", "resend.http.connectionTimeout", "1s"));
    }

    /** Kills the service at a random moment after a random number of mails was accepted, some of them answered. */
    private void kill(List<String> mails, Random random) {
        int answered = random.nextInt(mails.size() / 2);
        int heldAtLeast = 1 + random.nextInt(mails.size() - answered);
        proxy.holdAnswersAfter(answered);
        List<CompletableFuture<Sent>> calls = Callers.sendAll(List.of(service.mcp()), mails);
        await().pollInterval(Duration.ofMillis(1)).until(() -> proxy.held() >= heldAtLeast);
        LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(LATEST_MILLIS)));
        service.kill();
        proxy.release();
        assertThat(Callers.bad(Callers.join(calls)))
                .as("calls that were cut off")
                .hasSizeGreaterThanOrEqualTo(1);
    }

    private void repeat(List<String> mails) {
        List<Sent> again = Callers.sendAll(service.mcp(), mails, mails.size());
        Map<String, Set<String>> accepted = Mails.accepted(resend);
        again.stream()
                .filter(one -> !accepted.getOrDefault(one.subject(), Set.of()).contains(Mails.id(one.answer())))
                .forEach(unlike::add);
    }

    /** Cuts files of the store, each at a random byte. */
    private void cut(Random random, int most) throws IOException {
        Path state = directory.resolve("state");
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(state)) {
            try (Stream<Path> all = Files.walk(state)) {
                // Copies of damaged files, put aside, are no part of the store any more.
                // A damaged audit log stops all sends.
                all.filter(file -> file.toFile().length() > 0 && Files.isRegularFile(file))
                        .filter(file -> !file.getFileName().toString().contains("damaged"))
                        .filter(file -> !file.startsWith(state.resolve("audit")))
                        .sorted(Comparator.comparing(Path::toString))
                        .forEach(files::add);
            }
        }
        for (int left = most; left > 0 && !files.isEmpty(); left--) {
            Path file = files.remove(random.nextInt(files.size()));
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                bytes.setLength((long) (random.nextDouble() * bytes.length()));
            }
            filesCut++;
        }
    }
}
