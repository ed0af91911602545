package dev.resendmcp.mcp.prompts;

import dev.resendmcp.mcp.account.AccountKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A prompt as it is written down.
 *
 * @param name on the wire
 * @param title for people
 * @param description what it is for, in one sentence
 * @param arguments what the user may give
 * @param text instructions for the model; names of tools, and nothing else, are in backticks
 */
record PromptText(String name, String title, String description, List<Argument> arguments, String text) {
    private static final Pattern TOOL = Pattern.compile("`([^`]+)`");

    /**
     * A value that the user may give.
     *
     * @param names what of the account it names, which can be completed; null when it is free text
     */
    record Argument(String name, String description, boolean required, AccountKind names) {
        static Argument required(String name, String description) {
            return new Argument(name, description, true, null);
        }

        static Argument optional(String name, String description) {
            return new Argument(name, description, false, null);
        }

        Argument naming(AccountKind kind) {
            return new Argument(name, description, required, kind);
        }
    }

    /** The tools that the text names. */
    Set<String> tools() {
        Set<String> tools = new TreeSet<>();
        TOOL.matcher(text).results().map((MatchResult found) -> found.group(1)).forEach(tools::add);
        return tools;
    }

    /** Arguments that can be completed, with what they name. */
    Map<String, AccountKind> completed() {
        Map<String, AccountKind> completed = new LinkedHashMap<>();
        arguments.stream()
                .filter(argument -> argument.names() != null)
                .forEach(argument -> completed.put(argument.name(), argument.names()));
        return completed;
    }
}
