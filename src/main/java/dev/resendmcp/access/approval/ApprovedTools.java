package dev.resendmcp.access.approval;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.resendmcp.toolsets.NameList;
import dev.resendmcp.toolsets.Toolsets;
import dev.resendmcp.toolsets.Toolsets.Unknown;
import java.util.List;
import java.util.Optional;

/**
 * The tools that need a person's approval, as the setting names them.
 *
 * @param entries names of tools, names of toolsets, and words; in lower case
 */
public record ApprovedTools(List<String> entries) {
    /** No tool. */
    public static final ApprovedTools NONE = new ApprovedTools(List.of());

    /** What needs approval over HTTP when nothing is set. */
    public static final ApprovedTools USUAL = new ApprovedTools(List.of("sensitive", "destructive", "bulk"));

    /** Words that stand for several tools. */
    public static final List<String> WORDS = List.of("destructive", "sensitive", "sends", "bulk", "all", "none");

    /** Reads comma-separated entries; an empty text has none. */
    @JsonCreator
    public static ApprovedTools of(String text) {
        return new ApprovedTools(NameList.of(text).names());
    }

    /** The first entry that is neither a word nor the name of a tool or toolset. */
    public Optional<Unknown> unknown(Toolsets toolsets) {
        return toolsets.unknown(entries, WORDS);
    }

    /** Whether no tool needs approval. */
    public boolean isNone() {
        return entries.isEmpty() || entries.contains("none");
    }
}
