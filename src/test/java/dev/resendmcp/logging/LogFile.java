package dev.resendmcp.logging;

import ch.qos.logback.classic.Level;
import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.logging.common.LoggingFactory;
import io.dropwizard.logging.common.LoggingUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The framework's own logging, configured from YAML, writing to a file that a test reads. */
final class LogFile {

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final Path file;
    private final LoggingFactory logging;

    private LogFile(Path file, LoggingFactory logging) {
        this.file = file;
        this.logging = logging;
    }

    static LogFile open(Path directory, String... settings) throws Exception {
        Path file = directory.resolve("service.log");
        Path yaml = directory.resolve("logging.yml");
        String given = settings.length == 0 ? "level: INFO" : String.join("\n", settings);
        Files.writeString(yaml, given + """

                appenders:
                  - type: file
                    archive: false
                    currentLogFilename: %s
                    layout: {type: logstash}
                """.formatted(file));
        LoggingFactory logging = new YamlConfigurationFactory<>(
                        LoggingFactory.class, Validators.newValidator(), Jackson.newObjectMapper(), "dw")
                .build(yaml.toFile());
        logging.configure(new MetricRegistry(), "test");
        return new LogFile(file, logging);
    }

    /** Ends logging, which flushes it, and returns the raw lines. */
    List<String> rawLines() throws IOException {
        logging.stop();
        logging.reset();
        return Files.readAllLines(file, StandardCharsets.US_ASCII);
    }

    /** As {@link #rawLines()}, each read as one JSON object. */
    List<JsonNode> lines() throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : rawLines()) {
            objects.add(STRICT.readTree(line));
        }
        return objects;
    }

    /** As the framework's task for log levels does it. */
    static void setLevel(String logger, Level level) {
        LoggingUtil.getLoggerContext().getLogger(logger).setLevel(level);
    }
}
