package dev.resendmcp.sending;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.schedule.SendingForms.Form;
import dev.resendmcp.schedule.SendingTime;
import dev.resendmcp.testing.ScriptedTools;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolResult;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedTimesTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @ParameterizedTest
    @MethodSource("dev.resendmcp.schedule.SendingForms#all")
    void theTimeIsTheSameWhenItIsReadAgain(Form form) {
        assertThat(SendingTime.departure(fixed(form.text(), form.now()), form.now()))
                .contains(form.time().toInstant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow at 9am", "2026-12-01", "2026-12-01T10:00", "Friday at 3pm ET", "at 8am"})
    void aLaterReaderReadsTheSame(String text) {
        String time = fixed(text, NOW);
        assertThat(SendingTime.isFixed(time)).isTrue();
        assertThat(fixed(time, NOW.plusSeconds(86_400))).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"in 2 hours", "now", "2026-12-01T10:00:00Z", "2026-12-01 10:00+0200", "soon", ""})
    void otherTextsStay(String text) {
        assertThat(fixed(text, NOW)).isEqualTo(text);
    }

    /** What becomes of the time of the second email of a batch. */
    private static String fixed(String time, Instant now) {
        ScriptedTools inner = new ScriptedTools(call -> ToolResult.of(call.arguments()));
        ObjectNode batch = JsonNodeFactory.instance.objectNode();
        batch.putArray("emails").add(batch.objectNode()).addObject().put("scheduled_at", time);
        ToolCall call = new ToolCall(Caller.LOCAL, "send_batch_emails", batch);
        return new FixedTimes(inner, Clock.fixed(now, ZoneOffset.UTC))
                .call(call)
                .content()
                .at("/emails/1/scheduled_at")
                .asText();
    }
}
