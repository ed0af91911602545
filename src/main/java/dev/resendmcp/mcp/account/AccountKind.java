package dev.resendmcp.mcp.account;

import java.util.Locale;

/** A kind of things in an account that have an id and a name. */
public enum AccountKind {
    /** Stored content, named by id or alias. */
    TEMPLATES("template", "id"),
    /** What mail is sent from. */
    DOMAINS("domain", "domain_id"),
    /** Mail to a segment. */
    BROADCASTS("broadcast", "id"),
    /** Groups of contacts. */
    SEGMENTS("segment", "id"),
    /** What contacts opt in to or out of. */
    TOPICS("topic", "id");

    private final String single;
    private final String idArgument;

    AccountKind(String single, String idArgument) {
        this.single = single;
        this.idArgument = idArgument;
    }

    /** Name of one of them, in lower case. */
    public String single() {
        return single;
    }

    /** Name of several, in lower case. */
    public String plural() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tool that lists them. */
    public String listTool() {
        return "list_" + plural();
    }

    /** The tool that reads one. */
    public String getTool() {
        return "get_" + single;
    }

    /** The argument of {@link #getTool} that names the one. */
    public String idArgument() {
        return idArgument;
    }
}
