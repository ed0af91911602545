package dev.resendmcp.mcp.message;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Revisions of the protocol. They are dates, so text order is their order. */
public final class ProtocolVersions {
    /** Revisions with a handshake, oldest first: the engine offers the last one to a client whose version it does not know. */
    public static final List<String> LEGACY = List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");

    /** Revisions without a handshake, in which every request names its version. */
    public static final List<String> MODERN = List.of("2026-07-28");

    /** All that are served, oldest first. */
    public static final List<String> ALL =
            Stream.concat(LEGACY.stream(), MODERN.stream()).toList();

    /** The first revision without batches of messages, and the first whose clients name it in a header. */
    private static final String WITHOUT_BATCHES = "2025-06-18";

    private static final Pattern REVISION = Pattern.compile("[0-9.-]{1,20}");

    private ProtocolVersions() {}

    /** A version as logs and traces show it: clients may send anything. */
    public static String shown(String version) {
        return version.isEmpty() || REVISION.matcher(version).matches() ? version : "other";
    }

    /** The revision with a handshake that is offered to a client: the one it asks for, or else the newest. */
    public static String offered(String asked) {
        return LEGACY.contains(asked) ? asked : LEGACY.get(LEGACY.size() - 1);
    }

    /**
     * Whether a client may send several messages at once.
     *
     * @param version that the client names; empty when it names none, as clients of the oldest revisions do
     */
    public static boolean allowBatches(Optional<String> version) {
        return version.map(named -> named.compareTo(WITHOUT_BATCHES) < 0).orElse(true);
    }

    /** Whether clients of a revision with a handshake name it in a header of each later request. */
    public static boolean isInHeader(String revision) {
        return LEGACY.contains(revision) && revision.compareTo(WITHOUT_BATCHES) >= 0;
    }

    /** Whether a version belongs to the revisions without a handshake, be it served or not. */
    static boolean isModern(String version) {
        return version.compareTo(MODERN.get(0)) >= 0;
    }
}
