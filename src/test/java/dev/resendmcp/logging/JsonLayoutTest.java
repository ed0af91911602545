package dev.resendmcp.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class JsonLayoutTest {

    private static final String KEY = "re_AbCdEf12_3456789012345678901234";

    private final Logger log = LoggerFactory.getLogger("dev.resendmcp.client.Sender");

    @TempDir
    Path directory;

    private LogFile file;

    @BeforeEach
    void open() throws Exception {
        file = LogFile.open(directory);
    }

    @AfterEach
    void clearContext() {
        MDC.clear();
    }

    @Test
    void lineHasTheFixedFields() throws Exception {
        log.warn("Sent {} mails", 3);
        JsonNode line = onlyLine();
        assertThat(Instant.parse(line.path("timestamp").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(line.path("timestamp").asText()).endsWith("Z");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger").asText()).isEqualTo("dev.resendmcp.client.Sender");
        assertThat(line.path("thread").asText())
                .isEqualTo(Thread.currentThread().getName());
        assertThat(line.path("message").asText()).isEqualTo("Sent 3 mails");
        assertThat(line.has("exception")).isFalse();
    }

    @Test
    void keyValuePairsAreFieldsInSnakeCaseThatKeepTheirType() throws Exception {
        log.atInfo()
                .addKeyValue("upstreamStatus", 429)
                .addKeyValue("cached", true)
                .addKeyValue("tool", "send_email")
                .log("Called");
        JsonNode line = onlyLine();
        assertThat(line.path("upstream_status").isInt()).isTrue();
        assertThat(line.path("cached").isBoolean()).isTrue();
        assertThat(line.path("tool").asText()).isEqualTo("send_email");
    }

    @Test
    void contextEntriesAreFields() throws Exception {
        MDC.put("request_id", "abc");
        log.info("Called");
        assertThat(onlyLine().path("request_id").asText()).isEqualTo("abc");
    }

    @Test
    void nameIsWrittenOnceAndFixedFieldsWin() throws Exception {
        MDC.put("tool", "from context");
        log.atInfo()
                .addKeyValue("tool", "first")
                .addKeyValue("tool", "second")
                .addKeyValue("message", "other")
                .log("Called");
        JsonNode line = onlyLine();
        assertThat(line.path("tool").asText()).isEqualTo("first");
        assertThat(line.path("message").asText()).isEqualTo("Called");
    }

    @Test
    void lineBreaksAndControlCodesAreEscaped() throws Exception {
        String hostile = "a\r\nb\u0000\u001b[31m\u007f\u0085\u2028{\"level\":\"ERROR\"}\n";
        log.atInfo().addKeyValue("field", hostile).log(hostile);
        List<String> raw = file.rawLines();
        assertThat(raw).hasSize(1);
        assertThat(raw.get(0)).matches("[\\x20-\\x7e]+");
        assertThat(new com.fasterxml.jackson.databind.ObjectMapper()
                        .readTree(raw.get(0))
                        .path("field")
                        .asText())
                .isEqualTo(hostile);
    }

    @Test
    void halfOfASurrogatePairIsReplaced() throws Exception {
        log.info("a\ud83d b \ud83d\ude00");
        assertThat(onlyLine().path("message").asText()).isEqualTo("a\ufffd b \ud83d\ude00");
    }

    @Test
    void hugeFieldsStayOneCappedLine() throws Exception {
        String huge = "x".repeat(1 << 20);
        log.atInfo()
                .addKeyValue("field", huge)
                .setCause(new IllegalStateException(huge))
                .log(huge);
        JsonNode line = onlyLine();
        for (String field : List.of("message", "field", "exception")) {
            assertThat(line.path(field).asText()).hasSizeBetween(8192, 8300).endsWith("characters)");
        }
    }

    @Test
    void exceptionIsOneFieldWithTheRootCauseFirst() throws Exception {
        Exception root = new IllegalArgumentException("root\nsecond line");
        log.error("Failed", new IllegalStateException("outer", new RuntimeException("middle", root)));
        String exception = onlyLine().path("exception").asText();
        assertThat(exception).startsWith("java.lang.IllegalArgumentException: root");
        assertThat(exception.indexOf("middle")).isBetween(1, exception.indexOf("outer"));
    }

    @Test
    void secretsAreMaskedInEveryField() throws Exception {
        MDC.put("caller", "alice@example.com");
        log.atInfo()
                .addKeyValue("header", "Bearer abc.def")
                .addKeyValue("list", List.of(KEY, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .setCause(new IllegalStateException("outer bob@example.com", new RuntimeException(KEY)))
                .log("Key {} of carol@example.com", KEY);
        String raw = file.rawLines().get(0);
        assertThat(raw).contains("Key **** of ****", "\"header\":\"****\"", "\"list\":\"[****, ****]\"", "outer ****");
        assertThat(raw).doesNotContain("re_A", "whsec_", "abc.def", "example.com");
    }

    @Test
    void objectThatCannotBePrintedDoesNotCostTheLine() throws Exception {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("broken");
            }
        };
        log.atInfo().addKeyValue("field", broken).log("Called");
        log.info("Next");
        assertThat(file.lines())
                .hasSize(2)
                .first()
                .satisfies(line -> assertThat(line.path("field").asText()).startsWith("(not printable"));
    }

    private JsonNode onlyLine() throws Exception {
        List<JsonNode> lines = file.lines();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
