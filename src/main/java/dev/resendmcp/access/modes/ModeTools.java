package dev.resendmcp.access.modes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.collect.ImmutableMap;
import dev.resendmcp.access.mail.LookupFailedException;
import dev.resendmcp.access.mail.Mail;
import dev.resendmcp.access.mail.MailReader;
import dev.resendmcp.access.mail.SendingTool;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Offers dry runs, replaces recipients by test addresses, and refuses what cannot be delayed, as the operator chose. */
public final class ModeTools implements Tools {
    private static final String DRY_RUN = "dry_run";
    private static final Map<String, Object> DRY_RUN_SCHEMA =
            ImmutableMap.of("type", "boolean", "description", "true: only check it and say what would be sent.");

    private final Tools inner;
    private final MailReader reader;
    private final boolean safe;
    private final SafeRecipients recipients;
    private final SendDelay delay;
    private final DryRun dryRun;
    private final Rules rules;

    /**
     * What comes after the modes, asked by dry runs.
     *
     * @param room why a call does not fit the budgets
     * @param needsPerson whether a person must approve a call
     */
    public record Rules(Function<ToolCall, Optional<ToolError>> room, Predicate<ToolCall> needsPerson) {}

    /** @param reader reads what a call would send */
    public ModeTools(Tools inner, MailReader reader, ModeSettings settings, Rules rules, Clock clock) {
        this.inner = inner;
        this.reader = reader;
        this.safe = settings.safeRecipients();
        this.recipients = new SafeRecipients(inner, reader);
        this.delay = new SendDelay(settings, clock);
        this.dryRun = new DryRun(delay, safe ? SafeAddress::of : address -> address);
        this.rules = rules;
    }

    @Override
    public List<ToolDefinition> list() {
        return inner.list().stream()
                .map(tool -> hasDryRun(tool.name()) ? withDryRun(tool) : tool)
                .toList();
    }

    private static boolean hasDryRun(String tool) {
        return SendingTool.find(tool).filter(SendingTool::sendsNowOrLater).isPresent();
    }

    private static ToolDefinition withDryRun(ToolDefinition tool) {
        return tool.withProperties(properties -> {
            properties.put(DRY_RUN, DRY_RUN_SCHEMA);
            return properties;
        });
    }

    @Override
    public ToolResult call(ToolCall given) {
        ToolCall call = bare(given);
        JsonNode flag = hasDryRun(given.name()) ? given.arguments().path(DRY_RUN) : MissingNode.getInstance();
        if (!flag.isMissingNode() && !flag.isBoolean()) {
            return ToolResult.failed(notBoolean());
        }
        boolean dry = flag.asBoolean();
        Optional<Mail> mail = dry || safe || delay.isOn() ? reader.read(call) : Optional.empty();
        if (mail.isEmpty()) {
            return inner.call(call);
        }
        try {
            return call(call, mail.get(), dry);
        } catch (LookupFailedException e) {
            return ToolResult.failed(e.error());
        }
    }

    private ToolResult call(ToolCall call, Mail mail, boolean dry) {
        Optional<ToolError> refusal = inner.check(call)
                .or(() -> delay.refusal(call, mail))
                .or(() -> safe ? recipients.refusal(call, mail) : Optional.empty());
        if (dry) {
            refusal = refusal.or(() -> rules.room().apply(call));
        }
        if (refusal.isPresent()) {
            return ToolResult.failed(refusal.get());
        }
        if (dry) {
            boolean approval = rules.needsPerson().test(call);
            return ToolResult.of(dryRun.describe(call, mail, approval));
        }
        return safe ? recipients.call(call, mail) : inner.call(call);
    }

    @Override
    public Optional<ToolError> check(ToolCall given) {
        JsonNode flag = given.arguments().path(DRY_RUN);
        return hasDryRun(given.name()) && !flag.isMissingNode() && !flag.isBoolean()
                ? Optional.of(notBoolean())
                : inner.check(bare(given));
    }

    private static ToolCall bare(ToolCall given) {
        return hasDryRun(given.name()) && given.arguments().has(DRY_RUN) ? given.without(DRY_RUN) : given;
    }

    private static ToolError notBoolean() {
        return ToolError.invalidArguments("dry_run: must be true or false");
    }
}
