package dev.resendmcp.api.wire;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whether something is enabled. */
public enum EnabledState {
    ENABLED,
    DISABLED;

    @Override
    @JsonValue
    public String toString() {
        return WireWords.of(this);
    }
}
