package dev.resendmcp.access.modes;

import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Schedules mail, so that it can be cancelled until it leaves. Belongs inside what recognises repeats, which must see calls as
 * callers made them.
 */
public final class DelayedSends implements Tools {
    private final Tools inner;
    private final SendDelay delay;

    /** @param settings with the delay */
    public DelayedSends(Tools inner, ModeSettings settings, Clock clock) {
        this.inner = inner;
        this.delay = new SendDelay(settings, clock);
    }

    @Override
    public List<ToolDefinition> list() {
        return inner.list();
    }

    @Override
    public ToolResult call(ToolCall call) {
        return inner.call(delay.delayed(call));
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        return inner.check(call);
    }
}
