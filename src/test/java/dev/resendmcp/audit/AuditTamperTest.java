package dev.resendmcp.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.resendmcp.audit.AuditVerifier.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A log whose files somebody changes while it is open writes no more lines. */
class AuditTamperTest {
    private static final long LARGE = 1 << 20;

    @TempDir
    private Path parent;

    private Path directory() {
        return parent.resolve("audit");
    }

    /** A change to the files of an open log. */
    private interface Change {
        void make() throws IOException;
    }

    private void assertStops(Change change) throws Exception {
        try (FileAuditLog log = AuditFixture.log(directory(), LARGE)) {
            log.record(AuditFixture.event(1));
            change.make();
            assertThatThrownBy(() -> log.record(AuditFixture.event(2)))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("was removed, replaced or changed");
            assertThat(log.trouble()).isPresent();
        }
    }

    private Path moveAside() throws IOException {
        return Files.move(directory(), parent.resolve("aside"));
    }

    private void copyBack(Path from) throws IOException {
        Files.createDirectories(directory());
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory().resolve(file.getFileName()));
            }
        }
    }

    @Test
    void directoryThatIsGone() throws Exception {
        assertStops(this::moveAside);
    }

    @Test
    void directoryReplacedByACopy() throws Exception {
        assertStops(() -> copyBack(moveAside()));
    }

    @Test
    void directoryReplacedByALinkToACopy() throws Exception {
        assertStops(() -> {
            copyBack(moveAside());
            Path copy = Files.move(directory(), parent.resolve("copy"));
            Files.createSymbolicLink(directory(), copy);
        });
    }

    @Test
    void directoryReplacedByALinkToNothing() throws Exception {
        assertStops(() -> {
            moveAside();
            Files.createSymbolicLink(directory(), Path.of("/dev/null"));
        });
    }

    @Test
    void headReplacedByACopy() throws Exception {
        assertStops(() -> {
            Path head = directory().resolve("audit.head");
            byte[] bytes = Files.readAllBytes(head);
            Files.delete(head);
            // Keeps the number of the file from being used again.
            Files.createFile(parent.resolve("other"));
            Files.write(head, bytes);
        });
    }

    @Test
    void fileThatSomebodyAppendsTo() throws Exception {
        assertStops(() -> Files.writeString(AuditFixture.files(directory()).get(0), "{}\n", StandardOpenOption.APPEND));
    }

    @Test
    void fileThatSomebodyEmpties() throws Exception {
        assertStops(() -> Files.write(AuditFixture.files(directory()).get(0), new byte[0]));
    }

    @Test
    void movedDirectoryThatComesBackIsContinued() throws Exception {
        try (FileAuditLog log = AuditFixture.log(directory(), LARGE)) {
            log.record(AuditFixture.event(1));
            Path aside = moveAside();
            log.note(AuditFixture.event(2));
            Files.move(aside, directory());
            log.record(AuditFixture.event(3));
            assertThat(log.trouble()).isEmpty();
        }
        assertThat(AuditFixture.verify(directory()))
                .returns(true, Report::sound)
                .returns(2L, Report::lines);
    }

    @Test
    void chainBeginsAfterAProcessThatWasKilledAtItsFirstStart() throws Exception {
        Files.createDirectories(directory());
        Files.createFile(directory().resolve("audit.head"));
        AuditFixture.write(directory(), LARGE, 3);
        assertThat(AuditFixture.verify(directory()))
                .returns(true, Report::sound)
                .returns(3L, Report::lines);
    }

    @Test
    void damagedPartOfTheHeadIsToldAtTheStart() throws Exception {
        AuditFixture.write(directory(), LARGE, 3);
        Path head = directory().resolve("audit.head");
        byte[] bytes = Files.readAllBytes(head);
        bytes[AuditHead.SLOT + 3] ^= 1;
        Files.write(head, bytes);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger(FileAuditLog.class);
        logger.addAppender(lines);
        AuditFixture.write(directory(), LARGE, 1);
        logger.detachAppender(lines);
        assertThat(lines.list).anyMatch(line -> line.getMessage().startsWith("audit.head was damaged"));
    }

    @Test
    void emptiedHeadOfAChainIsNotContinued() throws Exception {
        AuditFixture.write(directory(), LARGE, 3);
        Files.write(directory().resolve("audit.head"), new byte[0]);
        try (FileAuditLog log = AuditFixture.log(directory(), LARGE)) {
            assertThatThrownBy(() -> log.record(AuditFixture.event(4)))
                    .isInstanceOf(AuditUnavailableException.class)
                    .hasMessageContaining("audit.head is missing, damaged or has another key");
        }
    }
}
