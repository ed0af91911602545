package dev.resendmcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An environment variable that fills in a setting of {@code config.yml}, as its line and the comment above describe it. A
 * comment line {@code NAME: text} describes a variable that is only part of the setting; {@code Example: text} gives a value.
 *
 * @param setting path of the setting that it fills in; empty for a variable that is part of several
 * @param fallback value without the variable; empty for none
 * @param comment lines that explain it
 * @param example a value to show when there is no fallback; empty for none
 */
record ConfigurationVariable(String name, String setting, String fallback, List<String> comment, String example) {
    private static final Path FILE = Path.of("config.yml");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z][A-Z_]+):-(.*?)}");
    private static final String EXAMPLE = "Example: ";

    /** All variables in the order of the file. */
    static List<ConfigurationVariable> all() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        collect("", new YAMLMapper().readTree(FILE.toFile()), settings);
        List<String> lines = Files.readAllLines(FILE);
        Map<String, ConfigurationVariable> found = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher reference = REFERENCE.matcher(lines.get(i));
            if (!isComment(lines.get(i)) && reference.find()) {
                String name = reference.group(1);
                found.putIfAbsent(name, of(name, settings.get(name), reference.group(2), commentAbove(lines, i)));
            }
        }
        return List.copyOf(found.values());
    }

    private static ConfigurationVariable of(String name, String setting, String fallback, List<String> comment) {
        List<String> own = after(name + ": ", comment);
        if (!own.isEmpty()) {
            return new ConfigurationVariable(name, "", fallback, own, "");
        }
        return new ConfigurationVariable(
                name,
                Objects.requireNonNull(setting, name),
                fallback,
                comment.stream().filter(line -> !line.startsWith(EXAMPLE)).toList(),
                String.join("", after(EXAMPLE, comment)));
    }

    private static List<String> after(String prefix, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    private static List<String> commentAbove(List<String> lines, int line) {
        int first = line;
        while (isComment(lines.get(first - 1))) {
            first--;
        }
        return lines.subList(first, line).stream()
                .map(text -> text.strip().replaceFirst("^# ?", ""))
                .toList();
    }

    private static boolean isComment(String line) {
        return line.strip().startsWith("#");
    }

    private static void collect(String path, JsonNode node, Map<String, String> settings) {
        node.properties()
                .forEach(entry -> collect(
                        path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), settings));
        List<JsonNode> elements = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(elements::add);
        }
        for (int i = 0; i < elements.size(); i++) {
            collect(path + "[" + i + "]", elements.get(i), settings);
        }
        Matcher reference = REFERENCE.matcher(node.asText());
        if (reference.find()) {
            settings.putIfAbsent(reference.group(1), path);
        }
    }
}
