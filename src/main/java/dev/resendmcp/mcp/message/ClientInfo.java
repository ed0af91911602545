package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.databind.JsonNode;

/** What a client says of itself in {@code clientInfo}, fit for a log line. */
public final class ClientInfo {
    private static final int LONGEST = 100;

    private ClientInfo() {}

    /** Name and version, such as {@code example-client/1.2}; empty when there is no name. */
    public static String text(JsonNode info) {
        return info.path("name").isTextual()
                ? cut(info.path("name").asText() + "/" + info.path("version").asText(""))
                : "";
    }

    /** The beginning of a name that is too long. */
    public static String cut(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...";
    }
}
