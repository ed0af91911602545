package dev.resendmcp.mcp.prompts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.resendmcp.mcp.account.AccountKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt as it is written down in {@code resources/prompts}, in Markdown with front matter.
 *
 * @param name on the wire, and of its file
 * @param title for people
 * @param description what it is for, in one sentence
 * @param arguments what the user may give
 * @param text instructions for the model; names of tools, and nothing else, are in backticks
 */
record PromptText(String name, String title, String description, List<Argument> arguments, String text) {
    private static final Pattern FILE = Pattern.compile("---\n(.*?\n)---\n(.*)", Pattern.DOTALL);
    private static final Pattern TOOL = Pattern.compile("`([^`]+)`");

    /**
     * A value that the user may give.
     *
     * @param names what of the account it names, which can be completed; null when it is free text
     */
    record Argument(String name, String description, boolean required, AccountKind names) {
        private static Argument of(JsonNode yaml) {
            String completes = yaml.path("completes").asText().toUpperCase(Locale.ROOT);
            return new Argument(
                    yaml.path("name").asText(),
                    yaml.path("description").asText(),
                    yaml.path("required").asBoolean(),
                    completes.isEmpty() ? null : AccountKind.valueOf(completes));
        }
    }

    /**
     * Reads a prompt of this service.
     *
     * @throws RuntimeException when its file is not there or not well-formed
     */
    static PromptText packaged(String name) {
        try (InputStream file = PromptText.class.getResourceAsStream("/prompts/" + name + ".md")) {
            Matcher parts = FILE.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            if (!parts.matches()) {
                throw new IllegalStateException("The prompt " + name + " must begin with front matter");
            }
            JsonNode yaml = new YAMLMapper().readTree(parts.group(1));
            List<Argument> arguments = new ArrayList<>();
            yaml.path("arguments").forEach(argument -> arguments.add(Argument.of(argument)));
            return new PromptText(
                    name, yaml.path("title").asText(), yaml.path("description").asText(), arguments, parts.group(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
