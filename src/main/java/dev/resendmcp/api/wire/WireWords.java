package dev.resendmcp.api.wire;

import java.util.Locale;

/** How the constants of our enums are written on Resend's wire. Query values and bodies must agree on it. */
public final class WireWords {
    private WireWords() {}

    /** {@code DATA_URI} is {@code data_uri}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** {@code US_EAST_1} is {@code us-east-1}. */
    public static String hyphenated(Enum<?> constant) {
        return of(constant).replace('_', '-');
    }
}
