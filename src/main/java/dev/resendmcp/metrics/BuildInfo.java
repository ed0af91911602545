package dev.resendmcp.metrics;

import java.util.List;

/**
 * What is running.
 *
 * @param version of the product, such as 1.2.0
 * @param commit short hash of the source, or "unknown"
 * @param protocols MCP revisions that are served, oldest first, such as 2025-11-25
 */
public record BuildInfo(String version, String commit, List<String> protocols) {

    /** Keeps its own copy of the list. */
    public BuildInfo {
        protocols = List.copyOf(protocols);
    }
}
