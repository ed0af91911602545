package dev.resendmcp.tools;

/**
 * Who calls.
 *
 * @param id a name that may appear in logs: never a credential
 */
public record Caller(String id) {
    /** The one caller of a service that asks for no credentials, which only listens on the loopback interface. */
    public static final Caller LOCAL = new Caller("local");

    /** The one caller over standard input and output. */
    public static final Caller STDIO = new Caller("stdio");

    /** Whether it is the only caller of its service, who shows no credential. */
    public boolean isAlone() {
        return equals(LOCAL) || equals(STDIO);
    }
}
