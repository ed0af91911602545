package dev.resendmcp.call;

import java.util.regex.Pattern;

/**
 * Who calls.
 *
 * @param id name in logs; never a credential
 */
public record Caller(String id) {
    /** The only caller of a service without tokens, which listens on loopback addresses only. */
    public static final Caller LOCAL = new Caller("local");

    /** The only caller over stdio. */
    public static final Caller STDIO = new Caller("stdio");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    /**
     * A caller whom an operator has named.
     *
     * @throws IllegalArgumentException if the name is not fit for logs and metrics, or is that of a caller without a credential
     */
    public static Caller named(String name) {
        Caller caller = new Caller(name);
        if (!NAME.matcher(name).matches() || caller.isAlone()) {
            throw new IllegalArgumentException(
                    "has an invalid name: it must be 1 to 32 letters, digits, dots, underscores or"
                            + " hyphens, begin with a letter or digit, and not be local or stdio");
        }
        return caller;
    }

    /** Whether it is the only caller of its service, without a credential. */
    public boolean isAlone() {
        return equals(LOCAL) || equals(STDIO);
    }
}
