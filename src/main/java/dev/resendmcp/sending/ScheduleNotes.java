package dev.resendmcp.sending;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.schedule.SendingTime;
import dev.resendmcp.tools.ForwardingTools;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Adds to the answer of a scheduled send what its time means, with the zone, in the field {@code scheduled_at_resolved}: a text, or
 * for a batch a list with one text or null for each email.
 */
public final class ScheduleNotes extends ForwardingTools {
    static final String SCHEDULED_AT = "scheduled_at";
    private static final String NOTE = "scheduled_at_resolved";

    private final Clock clock;

    /** @param inner answers the calls */
    public ScheduleNotes(Tools inner, Clock clock) {
        super(inner);
        this.clock = clock;
    }

    @Override
    public ToolResult call(ToolCall call) {
        Instant now = clock.instant();
        ToolResult result = inner.call(call);
        JsonNode emails = call.arguments().path("emails");
        if (result.error().isPresent() || times(call.arguments()).findAny().isEmpty()) {
            return result;
        }
        ObjectNode content = result.content().deepCopy();
        if (emails.isArray()) {
            ArrayNode notes = content.putArray(NOTE);
            emails.forEach(email -> notes.add(note(email, now)));
        } else {
            content.put(NOTE, note(call.arguments(), now));
        }
        return new ToolResult(content, Optional.empty(), result.idempotencyKey());
    }

    /** The times of a call, in its arguments or in the emails of a batch. */
    static Stream<String> times(JsonNode arguments) {
        return Stream.concat(Stream.of(arguments), arguments.path("emails").valueStream())
                .map(mail -> mail.path(SCHEDULED_AT).textValue())
                .filter(Objects::nonNull);
    }

    private static String note(JsonNode email, Instant now) {
        return Optional.ofNullable(email.path(SCHEDULED_AT).textValue())
                .flatMap(text -> SendingTime.read(text, now))
                .map(ZonedDateTime::toString)
                .orElse(null);
    }
}
