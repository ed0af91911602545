package dev.resendmcp.toolsets;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The tools that are offered to all callers now: those of the settings, without those that the Resend key cannot use as far as
 * Resend's answers have shown.
 */
public final class OfferedTools implements Supplier<ToolView> {
    private final ToolView chosen;
    private final ToolView ofSendingKey;
    private final BooleanSupplier sendingOnly;

    /**
     * @param chosen by the settings
     * @param sendingOnly whether the key is known to be accepted for sending only
     */
    public OfferedTools(ToolView chosen, BooleanSupplier sendingOnly) {
        this.chosen = chosen;
        this.ofSendingKey = chosen.narrowedTo(Presets.OF_SENDING_KEY);
        this.sendingOnly = sendingOnly;
    }

    @Override
    public ToolView get() {
        return sendingOnly.getAsBoolean() ? ofSendingKey : chosen;
    }
}
