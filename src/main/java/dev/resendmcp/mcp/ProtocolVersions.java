package dev.resendmcp.mcp;

import java.util.List;

/** Revisions of the protocol. They are dates, so text order is their order. */
final class ProtocolVersions {
    /** Served, oldest first: the engine offers the last one to a client whose version it does not know. */
    static final List<String> LEGACY = List.of("2025-06-18", "2025-11-25");

    /** From this revision on every request names its version and there is no handshake. */
    static final String FIRST_MODERN = "2026-07-28";

    /** What a client speaks that sends no version header. */
    static final String ASSUMED = "2025-03-26";

    private ProtocolVersions() {}

    static boolean isModern(String version) {
        return version.compareTo(FIRST_MODERN) >= 0;
    }
}
