package dev.resendmcp.cli.settings;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file {@code .env}: lines {@code NAME=value}, with {@code export} before them or not, blank lines, and comments after
 * {@code #}. Quotes, single or double, keep blanks and {@code #}; nothing in them is an escape. The libraries for such files
 * do not say in which line a mistake is, and repeat the line, which may hold a secret.
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
     * Reads a file; one that is missing has no variables.
     *
     * @return value by name
     * @throws SettingException when it cannot be read; the message names the file, the line and the reason, and no value
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
            throw wrong(number, "it must be NAME=value, or a comment that begins with #");
        }
        String name = assignment.group("name");
        Integer before = lines.put(name, number);
        if (before != null) {
            throw wrong(number, name + " is already set in line " + before + "; remove one of the two");
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
            throw wrong(number, "the value of " + name + " begins with a quote that nothing closes in this line");
        }
        String rest = stripped.substring(end + 1).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw wrong(
                    number,
                    "there is text after the closing quote of " + name
                            + "; a value that holds one kind of quote goes between two of the other kind");
        }
        return stripped.substring(1, end);
    }

    private String unquoted(int number, String name, String value) {
        if (value.endsWith("\"") || value.endsWith("'")) {
            throw wrong(number, "the value of " + name + " ends with a quote, but does not begin with one");
        }
        return value;
    }

    private static boolean startsWithQuote(String text) {
        return text.startsWith("\"") || text.startsWith("'");
    }

    private SettingException wrong(int number, String reason) {
        return new SettingException(file + ", line " + number + ": " + reason + ".");
    }
}
