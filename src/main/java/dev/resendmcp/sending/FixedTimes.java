package dev.resendmcp.sending;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.schedule.SendingTime;
import dev.resendmcp.tools.ForwardingTools;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces times in words, such as "tomorrow at 9am", by the time that they mean, with its offset. So rules, operators and Resend
 * judge the same time, also on the next day; the call keeps the words, by which repeats are recognised. Spans such as "in 2 hours" count from the sending and stay.
 */
public final class FixedTimes extends ForwardingTools {
    private final Clock clock;

    /** @param inner gets the calls with fixed times */
    public FixedTimes(Tools inner, Clock clock) {
        super(inner);
        this.clock = clock;
    }

    @Override
    public ToolResult call(ToolCall call) {
        return inner.call(fixed(call));
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        return inner.check(fixed(call));
    }

    private ToolCall fixed(ToolCall call) {
        if (ScheduleNotes.times(call.arguments()).allMatch(FixedTimes::stays)) {
            return call;
        }
        Instant now = clock.instant();
        ObjectNode arguments = call.arguments().deepCopy();
        Map<String, String> words = new HashMap<>();
        fix(arguments, now, words);
        arguments.path("emails").forEach(email -> fix(email, now, words));
        return call.withTimes(arguments, words);
    }

    private static boolean stays(String text) {
        return SendingTime.isFixed(text) || SendingTime.isRelative(text);
    }

    private static void fix(JsonNode mail, Instant now, Map<String, String> words) {
        String text = mail.path(ScheduleNotes.SCHEDULED_AT).textValue();
        if (text != null && !stays(text)) {
            // What cannot be read is refused with the other arguments.
            SendingTime.read(text, now)
                    .map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format)
                    .ifPresent(time -> {
                        ((ObjectNode) mail).put(ScheduleNotes.SCHEDULED_AT, time);
                        words.put(time, text);
                    });
        }
    }
}
