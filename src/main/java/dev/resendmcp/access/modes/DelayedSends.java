package dev.resendmcp.access.modes;

import dev.resendmcp.tools.ForwardingTools;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.time.Clock;

/**
 * Schedules mail, so that it can be cancelled until it leaves. Belongs inside what recognises repeats, which must see calls as
 * callers made them.
 */
public final class DelayedSends extends ForwardingTools {
    private final SendDelay delay;

    /** @param settings with the delay */
    public DelayedSends(Tools inner, ModeSettings settings, Clock clock) {
        super(inner);
        this.delay = new SendDelay(settings, clock);
    }

    @Override
    public ToolResult call(ToolCall call) {
        return inner.call(delay.delayed(call));
    }
}
