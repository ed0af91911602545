package dev.resendmcp.cli.settings;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code .env} file: lines {@code NAME=value}, optionally after {@code export}, blank lines, and comments after {@code #}.
 * Single or double quotes preserve spaces and {@code #}; there are no escapes. Parsed by hand, because libraries for these
 * files omit the line number of an error and repeat the line, which may contain a secret.
 */
final class EnvFile {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:export\\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\\s*=(?<value>.*)");
    private static final Pattern COMMENT = Pattern.compile("\\s+#.*");

    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private EnvFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file. A missing file has no variables.
     *
     * @return value by name
     * @throws SettingException when it cannot be read; the message names the file, the line and the reason, but no value
     */
    static Map<String, String> read(Path file) {
        EnvFile parsed = new EnvFile(file);
        try {
            List<String> lines = TextFile.read(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                parsed.add(i + 1, lines.get(i).strip());
            }
        } catch (NoSuchFileException e) {
            return Map.of();
        }
        return parsed.values;
    }

    private void add(int number, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        Matcher assignment = ASSIGNMENT.matcher(line);
        if (!assignment.matches()) {
            throw invalid(number, "it must be NAME=value, or a comment that begins with #");
        }
        String name = assignment.group("name");
        Integer before = lines.put(name, number);
        if (before != null) {
            throw invalid(number, name + " is already set on line " + before + "; remove one of the two");
        }
        values.put(name, value(number, name, assignment.group("value")));
    }

    private String value(int number, String name, String text) {
        String stripped = text.strip();
        if (!startsWithQuote(stripped)) {
            return unquoted(number, name, COMMENT.matcher(text).replaceFirst("").strip());
        }
        int end = stripped.indexOf(stripped.charAt(0), 1);
        if (end < 0) {
            throw invalid(number, "the value of " + name + " begins with a quote that is not closed on this line");
        }
        String rest = stripped.substring(end + 1).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw invalid(
                    number,
                    "there is text after the closing quote of " + name
                            + "; enclose a value that contains one kind of quote in the other kind");
        }
        return stripped.substring(1, end);
    }

    private String unquoted(int number, String name, String value) {
        if (value.endsWith("\"") || value.endsWith("'")) {
            throw invalid(number, "the value of " + name + " ends with a quote, but does not begin with one");
        }
        return value;
    }

    private static boolean startsWithQuote(String text) {
        return text.startsWith("\"") || text.startsWith("'");
    }

    private SettingException invalid(int number, String reason) {
        return new SettingException(file + ", line " + number + ": " + reason + ".");
    }
}
