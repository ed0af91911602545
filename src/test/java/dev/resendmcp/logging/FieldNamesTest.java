package dev.resendmcp.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The same line under the names of each scheme. */
class FieldNamesTest {
    @TempDir
    Path directory;

    @AfterEach
    void clearContext() {
        MDC.clear();
    }

    @Test
    void ownNamesAreTheDefault() throws Exception {
        assertThat(line(""))
                .isEqualTo(
                        "{\"timestamp\":\"T\",\"level\":\"INFO\",\"logger\":\"dev.resendmcp.Log\",\"thread\":\"main\","
                                + "\"message\":\"Tool call\",\"instance\":\"mail-1\",\"version\":\"V\",\"tool\":\"send_email\","
                                + "\"error\":\"cancelled\",\"span_id\":\"2\",\"trace_id\":\"1\"}");
    }

    @Test
    void elasticCommonSchema() throws Exception {
        assertThat(line("ecs"))
                .isEqualTo("{\"@timestamp\":\"T\",\"log.level\":\"INFO\",\"log.logger\":\"dev.resendmcp.Log\","
                        + "\"process.thread.name\":\"main\",\"message\":\"Tool call\",\"service.node.name\":\"mail-1\","
                        + "\"service.version\":\"V\",\"tool\":\"send_email\",\"error.code\":\"cancelled\","
                        + "\"span.id\":\"2\",\"trace.id\":\"1\"}");
    }

    @Test
    void openTelemetry() throws Exception {
        assertThat(line("OpenTelemetry"))
                .isEqualTo(
                        "{\"Timestamp\":\"T\",\"SeverityText\":\"INFO\",\"InstrumentationScope\":\"dev.resendmcp.Log\","
                                + "\"thread.name\":\"main\",\"Body\":\"Tool call\",\"service.instance.id\":\"mail-1\","
                                + "\"service.version\":\"V\",\"gen_ai.tool.name\":\"send_email\",\"error.type\":\"cancelled\","
                                + "\"SpanId\":\"2\",\"TraceId\":\"1\"}");
    }

    @Test
    void otherSchemeIsRefusedWithTheFix() {
        assertThatThrownBy(() -> LogFile.open(directory, "type: service", "fields: gelf"))
                .hasMessageContaining("fields")
                .hasMessageContaining("must be one of own, ecs, opentelemetry");
    }

    /** The line of a call, with the parts replaced that differ from run to run. */
    private String line(String fields) throws Exception {
        LogFile file = LogFile.open(
                directory, "type: service", "instance: mail-1", "fields: \"" + fields + "\"", "level: INFO");
        MDC.put("trace_id", "1");
        MDC.put("span_id", "2");
        LoggerFactory.getLogger("dev.resendmcp.Log")
                .atInfo()
                .addKeyValue("tool", "send_email")
                .addKeyValue("error", "cancelled")
                .log("Tool call");
        return file.rawLines()
                .get(0)
                .replaceFirst("(?i)(timestamp\":)\"[^\"]+\"", "$1\"T\"")
                .replaceFirst("(version\":)\"[^\"]+\"", "$1\"V\"")
                .replace("\"" + Thread.currentThread().getName() + "\"", "\"main\"");
    }
}
