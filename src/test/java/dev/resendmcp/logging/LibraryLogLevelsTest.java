package dev.resendmcp.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LibraryLogLevelsTest {

    @TempDir
    Path directory;

    @Test
    void rootAtTraceLetsNoWireLogThrough() throws Exception {
        LogFile file = LogFile.open(directory);
        LibraryLogLevels.install();
        LogFile.setLevel("ROOT", Level.TRACE);
        LoggerFactory.getLogger("org.apache.hc.client5.http.wire").debug("http-outgoing-0 >> Authorization");
        LoggerFactory.getLogger("org.apache.hc.client5.http.wire").atTrace().log("http-outgoing-0 >> body");
        LoggerFactory.getLogger("org.apache.hc.client5.http.wire").info("kept");
        assertThat(file.lines()).extracting(LibraryLogLevelsTest::message).containsExactly("kept");
    }

    @Test
    void levelSetOnTheWireLoggerItselfDoesNotHelpEither() throws Exception {
        LogFile file = LogFile.open(directory);
        LibraryLogLevels.install();
        LogFile.setLevel("org.apache.hc.client5.http.wire", Level.TRACE);
        LoggerFactory.getLogger("org.apache.hc.client5.http.wire").debug("http-outgoing-0 >> Authorization");
        assertThat(LoggerFactory.getLogger("org.apache.hc.client5.http.wire").isDebugEnabled())
                .isFalse();
        assertThat(file.lines()).isEmpty();
    }

    @Test
    void ownDebugOutputPasses() throws Exception {
        LogFile file = LogFile.open(directory, "loggers: {dev.resendmcp: TRACE}");
        LibraryLogLevels.install();
        LoggerFactory.getLogger("dev.resendmcp.client").trace("ours");
        LoggerFactory.getLogger("dev.resendmcpother").debug("not ours");
        assertThat(file.lines()).extracting(LibraryLogLevelsTest::message).containsExactly("ours");
    }

    @Test
    void protocolLibraryIsHeldToWarnings() throws Exception {
        LogFile file = LogFile.open(directory);
        LibraryLogLevels.install();
        LoggerFactory.getLogger("io.modelcontextprotocol.server.McpServer").info("body");
        LoggerFactory.getLogger("io.modelcontextprotocol.server.McpServer").warn("kept");
        assertThat(file.lines()).extracting(LibraryLogLevelsTest::message).containsExactly("kept");
    }

    @Test
    void hostHeadersThatAreNoneAreNotRepeated() throws Exception {
        LogFile file = LogFile.open(directory);
        LibraryLogLevels.install();
        LoggerFactory.getLogger("org.eclipse.jetty.util.HostPort").warn("Bad Authority: [from the client]");
        assertThat(file.lines()).isEmpty();
    }

    @Test
    void guardComesBackWhenLoggingIsConfiguredAnew() throws Exception {
        LibraryLogLevels.install();
        LogFile file = LogFile.open(directory, "level: TRACE");
        LoggerFactory.getLogger("org.eclipse.jetty.server").debug("foreign");
        LoggerFactory.getLogger("dev.resendmcp").debug("ours");
        assertThat(file.lines()).extracting(LibraryLogLevelsTest::message).containsExactly("ours");
    }

    private static String message(JsonNode line) {
        return line.path("message").asText();
    }
}
