package dev.resendmcp.state.store;

/** Types of entries, each with its own key prefix. */
public enum EntryType {
    JOURNAL("journal/"),
    TOKEN("token/"),
    /** For testing the store. */
    TRIAL("trial/");

    private final String prefix;

    EntryType(String prefix) {
        this.prefix = prefix;
    }

    /** Prefix of all keys of this type. */
    public String prefix() {
        return prefix;
    }
}
