package dev.resendmcp.state;

/** What is kept, each kind under names of its own. */
enum Kind {
    JOURNAL("journal/"),
    TOKEN("token/");

    private final String prefix;

    Kind(String prefix) {
        this.prefix = prefix;
    }

    /** What all names of this kind begin with. */
    String prefix() {
        return prefix;
    }
}
