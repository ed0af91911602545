package dev.resendmcp.api;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whether something works or rests. */
public enum Switch {
    ENABLED,
    DISABLED;

    @Override
    @JsonValue
    public String toString() {
        return WireWords.of(this);
    }
}
