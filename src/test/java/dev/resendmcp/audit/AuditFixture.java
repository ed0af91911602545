package dev.resendmcp.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.audit.AuditEvent.Kind;
import dev.resendmcp.call.CallOrigin;
import dev.resendmcp.call.Caller;
import dev.resendmcp.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Audit files and what they hold. */
final class AuditFixture {
    static final AuditKey KEY = AuditKey.of("0123456789abcdef0123456789abcdef");
    private static final ObjectMapper JSON = new ObjectMapper();

    private AuditFixture() {}

    static FileAuditLog log(Path directory, long maxFileSize) {
        return new FileAuditLog(
                new AuditLocation(directory, false, KEY, maxFileSize),
                new AuditMetrics(new Metrics(Duration.ofMinutes(1))),
                Clock.systemUTC());
    }

    static AuditEvent event(int number) {
        return AuditEvent.of(Kind.INTENT, new Caller("ann"), new CallOrigin("192.0.2.1", "client/1"), "send_email")
                .with("number", number);
    }

    /** Writes this many lines. */
    static void write(Path directory, long maxFileSize, int lines) throws AuditUnavailableException {
        try (FileAuditLog log = log(directory, maxFileSize)) {
            for (int i = 0; i < lines; i++) {
                log.record(event(i));
            }
        }
    }

    static AuditVerifier.Report verify(Path directory) throws IOException {
        return new AuditVerifier(directory, KEY).verify();
    }

    /** Paths of the files of a chain, in order. */
    static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines as JSON. */
    static List<JsonNode> lines(Path directory) {
        return files(directory).stream().flatMap(AuditFixture::read).toList();
    }

    /** The first line of a kind. A line for which no call waits may come a moment after the answer. */
    static JsonNode first(Path directory, Kind kind) {
        return Awaitility.await()
                .until(
                        () -> lines(directory).stream()
                                .filter(line -> line.path("event").asText().equals(kind.label()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Stream<JsonNode> read(Path file) {
        try {
            return Files.readAllLines(file).stream().map(AuditFixture::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
