package dev.resendmcp.sending;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.schedule.Delay;
import dev.resendmcp.schedule.SendingTime;
import dev.resendmcp.tools.ForwardingTools;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses times out of range, delays that are none, and misspelt event types and insecure endpoints of webhooks. */
public final class CheckedTools extends ForwardingTools {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    private final Clock clock;

    /** @param inner gets the calls without a fault */
    public CheckedTools(Tools inner, Clock clock) {
        super(inner);
        this.clock = clock;
    }

    @Override
    public ToolResult call(ToolCall call) {
        List<String> faults = faults(call);
        return faults.isEmpty() ? inner.call(call) : ToolResult.failed(refused(call, faults));
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        List<String> faults = faults(call);
        return faults.isEmpty() ? inner.check(call) : Optional.of(refused(call, faults));
    }

    /** All faults at once, so that the next attempt can be right. */
    private ToolError refused(ToolCall call, List<String> faults) {
        List<String> all = new ArrayList<>();
        inner.check(call).ifPresent(error -> all.add(error.message()));
        all.addAll(faults);
        return ToolError.invalidArguments(String.join("; ", all));
    }

    private List<String> faults(ToolCall call) {
        List<String> faults = new ArrayList<>();
        ObjectNode arguments = call.arguments();
        time(arguments, "", faults);
        times(arguments.path("emails"), faults);
        switch (call.name()) {
            case "create_automation", "update_automation" -> delays(arguments.path("steps"), faults);
            case "share_email" -> delay(arguments, "expires_in", "", TWO_DAYS, "48 hours", faults);
            case "create_webhook", "update_webhook" -> faults.addAll(WebhookRules.faults(arguments));
            default -> {
                // Nothing but times.
            }
        }
        return faults;
    }

    private void times(JsonNode emails, List<String> faults) {
        for (int i = 0; i < emails.size(); i++) {
            time(emails.get(i), "emails[" + i + "].", faults);
        }
    }

    private void time(JsonNode email, String path, List<String> faults) {
        String text = email.path(ScheduleNotes.SCHEDULED_AT).textValue();
        // Blank text and control characters are refused with the other arguments.
        if (text != null && !text.isBlank() && text.chars().noneMatch(Character::isISOControl)) {
            SendingTime.fault(text, clock.instant())
                    .ifPresent(fault -> faults.add(path + ScheduleNotes.SCHEDULED_AT + ": " + fault));
        }
    }

    private static void delays(JsonNode steps, List<String> faults) {
        for (int i = 0; i < steps.size(); i++) {
            String path = "steps[" + i + "].config.";
            JsonNode config = steps.get(i).path("config");
            delay(config, "duration", path, MONTH, "30 days", faults);
            delay(config, "timeout", path, MONTH, "30 days", faults);
        }
    }

    private static void delay(
            JsonNode holder, String name, String path, Duration longest, String range, List<String> faults) {
        String text = holder.path(name).textValue();
        if (text != null && !text.isBlank()) {
            Delay.fault(text, longest, range).ifPresent(fault -> faults.add(path + name + ": " + fault));
        }
    }
}
