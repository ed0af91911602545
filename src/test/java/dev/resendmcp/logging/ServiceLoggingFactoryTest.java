package dev.resendmcp.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ServiceLoggingFactoryTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "\"TRUE\""})
    void debugOnShowsOwnDebugOutputOnly(String value) throws Exception {
        LogFile file = LogFile.open(directory, "type: service", "debug: " + value, "level: INFO");
        logOneOfEach();
        assertThat(file.lines())
                .extracting(line -> line.path("message").asText())
                .containsExactly("ours");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "\"\"", ""})
    void debugOffShowsNone(String value) throws Exception {
        LogFile file = LogFile.open(directory, "type: service", "debug: " + value, "level: INFO");
        logOneOfEach();
        assertThat(file.lines()).isEmpty();
    }

    @Test
    void otherValueIsRefusedWithTheFix() {
        assertThatThrownBy(() -> LogFile.open(directory, "type: service", "debug: verbose"))
                .hasMessageContaining("debug")
                .hasMessageContaining("must be true, 1, false or 0");
    }

    private static void logOneOfEach() {
        LoggerFactory.getLogger("dev.resendmcp.tools").debug("ours");
        LoggerFactory.getLogger("org.glassfish.jersey").debug("foreign");
    }
}
