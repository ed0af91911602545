package dev.resendmcp.mcp.message;

/** Lists of this server whose changes clients can be told. */
public enum ListKind {
    TOOLS("tools"),
    PROMPTS("prompts"),
    /** Resources and their templates. */
    RESOURCES("resources");

    private final String word;

    ListKind(String word) {
        this.word = word;
    }

    /** The key of its capability. */
    public String capability() {
        return word;
    }

    /** The key by which clients ask for its notifications. */
    public String filter() {
        return word + "ListChanged";
    }

    /** The method of its notifications. */
    public String notification() {
        return "notifications/" + word + "/list_changed";
    }
}
