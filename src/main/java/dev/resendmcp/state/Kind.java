package dev.resendmcp.state;

/** What is kept, each kind under names of its own. */
enum Kind {
    JOURNAL("journal/"),
    TOKEN("token/"),
    /** What the store is tried out with. */
    TRIAL("trial/");

    private final String prefix;

    Kind(String prefix) {
        this.prefix = prefix;
    }

    /** What all names of this kind begin with. */
    String prefix() {
        return prefix;
    }
}
