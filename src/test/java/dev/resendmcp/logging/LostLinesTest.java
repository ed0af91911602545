package dev.resendmcp.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.logging.common.LoggingFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines that no log holds are counted, and logging goes on. */
class LostLinesTest {
    private static final Logger log = LoggerFactory.getLogger("dev.resendmcp.LostLinesTest");

    @TempDir
    Path directory;

    private LoggingFactory logging;

    @AfterEach
    void stop() {
        logging.stop();
        logging.reset();
    }

    /** The device is a disk that is always full. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void linesForAFullDiskAreCounted() throws Exception {
        configure("currentLogFilename: /dev/full", "discardingThreshold: 0");
        long before = LostLines.ofProcess().disk();
        for (int i = 0; i < 50; i++) {
            log.info("Line {}", i);
        }
        Awaitility.await().until(() -> LostLines.ofProcess().disk() == before + 50);
    }

    @Test
    void linesForWhichTheQueueHasNoRoomAreCounted() throws Exception {
        configure(
                "currentLogFilename: " + directory.resolve("service.log"),
                "queueSize: 4",
                "discardingThreshold: 0",
                "neverBlock: true");
        long before = LostLines.ofProcess().queue();
        Runnable burst = () -> IntStream.range(0, 1_000).forEach(i -> log.info("Line {}", i));
        List<Thread> threads = Stream.generate(() -> new Thread(burst)).limit(8).toList();
        threads.forEach(Thread::start);
        Awaitility.await().until(() -> lines() + LostLines.ofProcess().queue() - before == 8_000);
        assertThat(LostLines.ofProcess().queue()).isGreaterThan(before);
    }

    @Test
    void linesKeepTheirOrder() throws Exception {
        configure("currentLogFilename: " + directory.resolve("service.log"), "discardingThreshold: 0");
        for (int i = 0; i < 1_000; i++) {
            log.info("Line {}", i);
        }
        log.warn("Last");
        Awaitility.await().until(() -> lines() == 1_001);
        List<String> written = Files.readAllLines(directory.resolve("service.log"));
        assertThat(written.get(999)).contains("Line 999");
        assertThat(written.get(1_000)).contains("Last");
    }

    private long lines() throws Exception {
        return Files.readAllLines(directory.resolve("service.log")).size();
    }

    private void configure(String... settings) throws Exception {
        ObjectMapper mapper = Jackson.newObjectMapper();
        CountingAppenders.register(mapper);
        Path yaml = directory.resolve("logging.yml");
        Files.writeString(yaml, """
                type: service
                appenders:
                  - type: file
                    archive: false
                    layout: {type: logstash}
                    %s
                """.formatted(String.join("\n    ", settings)));
        logging = new YamlConfigurationFactory<>(LoggingFactory.class, Validators.newValidator(), mapper, "dw")
                .build(yaml.toFile());
        logging.configure(new MetricRegistry(), "test");
    }
}
