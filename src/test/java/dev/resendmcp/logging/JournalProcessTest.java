package dev.resendmcp.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.testing.ApplicationProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log lines of a process whose standard error systemd's journal reads, or does not, and the files it writes. */
@Tag("slow")
class JournalProcessTest {
    @TempDir
    Path directory;

    private String standardError;

    @BeforeEach
    void createStandardError() throws IOException {
        Path file = Files.createFile(directory.resolve("err"));
        Map<String, Object> attributes = Files.readAttributes(file, "unix:dev,ino");
        standardError = attributes.get("dev") + ":" + attributes.get("ino");
    }

    @Test
    void linesForTheJournalBeginWithTheirPriorityAndThoseInFilesDoNot() throws Exception {
        serve(Map.of("JOURNAL_STREAM", standardError));
        assertThat(errors()).allMatch(line -> line.matches("<[3-7]>\\{.*}"), "a priority, then an object");
        assertThat(errors()).anyMatch(line -> line.startsWith("<6>") && line.contains(" tools at "));
        assertThat(Files.readAllLines(directory.resolve("logs/resend-full-mcp.log")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("{"));
    }

    @Test
    void linesForAnotherStreamThanTheJournalsHaveNoPriority() throws Exception {
        serve(Map.of("JOURNAL_STREAM", standardError + "1"));
        assertThat(errors()).isNotEmpty().noneMatch(line -> line.startsWith("<"));
    }

    @Test
    void sentenceThatEndsAStartIsAnErrorInTheJournal() throws Exception {
        Process process = start(Map.of("JOURNAL_STREAM", standardError, "RATE_LIMIT", "many"));
        process.waitFor();
        assertThat(errors()).singleElement().asString().startsWith("<3>RATE_LIMIT ");
    }

    @Test
    void logFilesBelongToTheirOwnerAloneWhateverTheUmask() throws Exception {
        serve(Map.of());
        try (Stream<Path> files = Files.walk(directory.resolve("logs"))) {
            assertThat(files.map(JournalProcessTest::mode))
                    .containsExactlyInAnyOrder("rwx------", "rw-------", "rw-------", "rw-------");
        }
    }

    /** Runs it until it serves. */
    private void serve(Map<String, String> more) throws Exception {
        Process process = start(more);
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> errors().stream().anyMatch(line -> line.contains(" tools at ")));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(Map<String, String> more) throws IOException {
        Map<String, String> variables = new HashMap<>(Map.of("MCP_PORT", "0", "ADMIN_PORT", "0", "LOG_DIR", "logs"));
        variables.putAll(more);
        return ApplicationProcess.in(directory, variables, List.of(), List.of("sandbox", "config.yml"))
                .start();
    }

    private List<String> errors() throws IOException {
        return Files.readAllLines(directory.resolve("err"));
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
