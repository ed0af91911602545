package dev.resendmcp.logging.format;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** Lines for a person at a terminal. */
class TextLayoutTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void lineHasTimeLevelMessageFieldsAndRootCauseWithoutStackTrace() {
        LoggingEvent event =
                event("It failed", new IllegalStateException("outer", new IllegalArgumentException("root")));
        event.setKeyValuePairs(List.of(new KeyValuePair("kind", "dns"), new KeyValuePair("attempts", 2)));
        assertThat(line(event))
                .matches(
                        "\\d\\d:\\d\\d:\\d\\d WARN  It failed \\(kind=dns, attempts=2\\) - IllegalArgumentException: root\\R");
    }

    @Test
    void secretsAndAddressesAreMasked() {
        assertThat(line(event("key re_abcdefgh_12345678 of ann@example.org", null)))
                .doesNotContain("re_abcdefgh", "ann@")
                .contains("****");
    }

    @Test
    void charactersThatMoveTheCursorOrHideTextAreBlanks() {
        assertThat(line(event("one\u001b[31mtwo\r\nthree\u202efour", null))).contains("one [31mtwo three four");
    }

    @Test
    void longMessageIsCut() {
        assertThat(line(event("x".repeat(5_000), null))).hasSizeLessThan(1_100).contains("...");
    }

    private LoggingEvent event(String message, Throwable failure) {
        return new LoggingEvent("", context.getLogger("dev.resendmcp.Test"), Level.WARN, message, failure, null);
    }

    private String line(LoggingEvent event) {
        return new TextLayout.Factory()
                .build(context, TimeZone.getTimeZone("UTC"))
                .doLayout(event);
    }
}
