package dev.resendmcp.state.store;

/** What is kept, each kind under names of its own. */
public enum EntryType {
    JOURNAL("journal/"),
    TOKEN("token/"),
    /** What the store is tried out with. */
    TRIAL("trial/");

    private final String prefix;

    EntryType(String prefix) {
        this.prefix = prefix;
    }

    /** What all names of this kind begin with. */
    public String prefix() {
        return prefix;
    }
}
