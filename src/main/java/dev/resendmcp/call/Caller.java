package dev.resendmcp.call;

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

    /** Whether it is the only caller of its service, without a credential. */
    public boolean isAlone() {
        return equals(LOCAL) || equals(STDIO);
    }
}
