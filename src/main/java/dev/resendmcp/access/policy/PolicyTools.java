package dev.resendmcp.access.policy;

import dev.resendmcp.access.mail.LookupFailedException;
import dev.resendmcp.access.mail.Mail;
import dev.resendmcp.access.mail.MailReader;
import dev.resendmcp.call.Caller;
import dev.resendmcp.tools.ForwardingTools;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Refuses calls that would send what the policy for all callers, or that of the caller, forbids. */
public final class PolicyTools extends ForwardingTools {
    private final MailReader reader;
    private final PolicySettings forAll;
    private final Function<Caller, PolicySettings> ofCaller;
    private final PolicyMetrics metrics;
    private final Duration delay;
    private final Clock clock;

    /**
     * Wraps tools.
     *
     * @param reader reads what a call would send
     * @param forAll holds for every caller
     * @param ofCaller holds for one caller in addition
     * @param delay after which mail leaves that has no time of its own
     */
    public PolicyTools(
            Tools inner,
            MailReader reader,
            PolicySettings forAll,
            Function<Caller, PolicySettings> ofCaller,
            PolicyMetrics metrics,
            Duration delay,
            Clock clock) {
        super(inner);
        this.reader = reader;
        // The same object is quicker to recognize.
        this.forAll = forAll.equals(PolicySettings.NONE) ? PolicySettings.NONE : forAll;
        this.ofCaller = ofCaller;
        this.metrics = metrics;
        this.delay = delay;
        this.clock = clock;
    }

    @Override
    public ToolResult call(ToolCall call) {
        return refusal(call).map(ToolResult::failed).orElseGet(() -> inner.call(call));
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        return refusal(call).or(() -> inner.check(call));
    }

    private Optional<ToolError> refusal(ToolCall call) {
        PolicySettings own = ofCaller.apply(call.caller());
        boolean free = forAll.equals(PolicySettings.NONE) && own.equals(PolicySettings.NONE);
        Optional<Mail> mail = free ? Optional.empty() : reader.read(call);
        if (mail.isEmpty()) {
            return Optional.empty();
        }
        Optional<ToolError> invalid = inner.check(call);
        if (invalid.isPresent()) {
            return invalid;
        }
        try {
            return judge(mail.get(), forAll, "").or(() -> judge(mail.get(), own, " of the policy for this caller"));
        } catch (LookupFailedException e) {
            return Optional.of(e.error());
        }
    }

    private Optional<ToolError> judge(Mail mail, PolicySettings policy, String whose) {
        return new PolicyCheck(policy, clock.instant(), delay).violation(mail).map(violation -> {
            metrics.refused(violation.rule());
            String name = violation.rule().name();
            return ToolError.forbidden(
                    whose.isEmpty() ? name : name.toLowerCase(Locale.ROOT), whose, violation.sentence());
        });
    }
}
