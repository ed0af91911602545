package dev.resendmcp.access.modes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.access.mail.Mail;
import dev.resendmcp.access.mail.SendingTool;
import dev.resendmcp.access.modes.ModeSettings.Others;
import dev.resendmcp.schedule.SendingTime;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The delay after which mail leaves. It is given to Resend in words, so that a repeat of a call is the same request. */
final class SendDelay {
    private static final String TIME = "scheduled_at";

    private final Duration delay;
    private final Others others;
    private final Clock clock;

    SendDelay(ModeSettings settings, Clock clock) {
        this.delay = settings.sendDelay().toJavaDuration();
        this.others = settings.sendDelayOthers();
        this.clock = clock;
    }

    boolean isOn() {
        return !delay.isZero();
    }

    /** When mail leaves that has no time of its own, as Resend is told. */
    String words() {
        return "in " + Math.max(1, delay.plusSeconds(59).toMinutes()) + " min";
    }

    /** Why a call must not be made; empty if it may. */
    Optional<ToolError> refusal(ToolCall call, Mail mail) {
        return !isOn() || !mail.leaves() || isSchedulable(call) || others == Others.SEND
                ? Optional.empty()
                : Optional.of(ToolError.forbidden(
                        "SEND_DELAY", "", "mail leaves after a delay, and Resend cannot schedule mail of this tool"));
    }

    private static boolean isSchedulable(ToolCall call) {
        return SendingTool.find(call.name()).filter(SendingTool::isSchedulable).isPresent();
    }

    /** The call as it is made: mail that would leave earlier leaves after the delay. */
    ToolCall delayed(ToolCall call) {
        if (!isOn() || !isSchedulable(call)) {
            return call;
        }
        ObjectNode arguments = call.arguments().deepCopy();
        if (call.name().equals("send_batch_emails")) {
            arguments.path("emails").forEach(email -> delay((ObjectNode) email));
        } else if (!call.name().equals("create_broadcast")
                || arguments.path("send").asBoolean()) {
            delay(arguments);
        }
        return call.with(arguments);
    }

    private void delay(ObjectNode mail) {
        JsonNode given = mail.path(TIME);
        Instant now = clock.instant();
        boolean late = SendingTime.departure(given.asText(), now)
                .filter(time -> !time.isBefore(now.plus(delay)))
                .isPresent();
        if (!late) {
            mail.put(TIME, words());
        }
    }
}
