package dev.resendmcp.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.logging.common.LoggingFactory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Modes of log files. */
class LogFileSetTest {
    private static final String OWNER_ALONE = "rw-------";

    @TempDir
    Path directory;

    @Test
    void archivesBelongToTheirOwnerAlone() throws Exception {
        LoggingFactory logging = configure();
        Logger log = LoggerFactory.getLogger("dev.resendmcp.Archived");
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            log.info("Fill it {}", "x".repeat(4000));
            return count("*.gz") > 0;
        });
        logging.stop();
        logging.reset();
        assertThat(count("*")).isGreaterThan(1);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve("new/logs"))) {
            assertThat(files).allSatisfy(file -> assertThat(mode(file)).isEqualTo(OWNER_ALONE));
        }
    }

    @Test
    void directoriesThatWereThereKeepTheirMode() throws Exception {
        Path logs = Files.createDirectories(directory.resolve("new/logs"));
        Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwxr-x---"));
        new PrivateFileAppenderFactory.LogFileSet(logs.resolve("a.log").toString(), null).prepare();
        assertThat(mode(logs)).isEqualTo("rwxr-x---");
        assertThat(mode(logs.resolve("a.log"))).isEqualTo(OWNER_ALONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "?", "+", "|", "^", "$", "(", ")", "[", "]", "{", "}", "%d", "%%"})
    void directoryThatPatternsOfArchivesCannotHoldIsRefused(String special) {
        PrivateFileAppenderFactory<ILoggingEvent> factory = new PrivateFileAppenderFactory<>();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.setCurrentLogFilename("lo" + special + "gs/service.log"))
                .withMessageStartingWith("must be a directory without any of");
    }

    @Test
    void directoryWithBlanksAndOtherLettersIsTaken() throws Exception {
        new PrivateFileAppenderFactory.LogFileSet(
                        directory.resolve("Lögs: #1, new/a.log").toString(), null)
                .prepare();
        assertThat(mode(directory.resolve("Lögs: #1, new/a.log"))).isEqualTo(OWNER_ALONE);
        PrivateFileAppenderFactory<ILoggingEvent> factory = new PrivateFileAppenderFactory<>();
        assertThatCode(() -> factory.setCurrentLogFilename("Lögs: #1, new/a.log"))
                .doesNotThrowAnyException();
    }

    @Test
    void filesOfAnEarlierReleaseAreClosedToOthers() throws Exception {
        Path archive = Files.createFile(directory.resolve("a-2026-11-01-12.log.gz"));
        Path other = Files.createFile(directory.resolve("b-2026-11-01-12.log.gz"));
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));
        new PrivateFileAppenderFactory.LogFileSet(
                        null,
                        directory.resolve("a-%d{yyyy-MM-dd, UTC}-%i.log.gz").toString())
                .prepare();
        assertThat(mode(archive)).isEqualTo(OWNER_ALONE);
        assertThat(mode(other)).isEqualTo("rw-r--r--");
    }

    private LoggingFactory configure() throws Exception {
        ObjectMapper settings = Jackson.newObjectMapper();
        CountingAppenders.register(settings);
        Path yaml = Files.writeString(directory.resolve("logging.yml"), """
            appenders:
              - type: file
                currentLogFilename: %1$s/new/logs/service.log
                archivedLogFilenamePattern: "%1$s/new/logs/service-%%d{yyyy-MM-dd, UTC}-%%i.log.gz"
                maxFileSize: 8KiB
            """.formatted(directory));
        LoggingFactory logging = new YamlConfigurationFactory<>(
                        LoggingFactory.class, Validators.newValidator(), settings, "dw")
                .build(yaml.toFile());
        logging.configure(new MetricRegistry(), "test");
        return logging;
    }

    private long count(String names) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve("new/logs"), names)) {
            return StreamSupport.stream(files.spliterator(), false).count();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
