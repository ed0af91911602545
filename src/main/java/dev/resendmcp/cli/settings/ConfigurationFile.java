package dev.resendmcp.cli.settings;

import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.core.setup.Bootstrap;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the configuration file and fills in its variables. Reports any failure in one sentence. */
public final class ConfigurationFile implements ConfigurationSourceProvider {
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");
    private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern WITHOUT_DEFAULT = Pattern.compile("(?<!\\$)\\$\\{((?:(?!:-)[^}])*)}");

    private final Variables variables;
    private volatile Set<String> names = Set.of();

    /** @param variables what {@code ${NAME}} stands for */
    public ConfigurationFile(Variables variables) {
        this.variables = variables;
    }

    /** The configuration file of an application. */
    public static ConfigurationFile of(Bootstrap<?> bootstrap) {
        return (ConfigurationFile) bootstrap.getConfigurationSourceProvider();
    }

    /** The variables that fill it in. */
    public Variables variables() {
        return variables;
    }

    /** A copy that reads {@code .env} and the secret files again. */
    ConfigurationFile again() {
        return new ConfigurationFile(variables.again());
    }

    /** One sentence for each variable that is set and looks like ours, but that the service does not use. */
    public List<String> unused() {
        return variables.unused(names);
    }

    /** The subset of {@link #unused} whose names nearly match a used one. */
    public List<String> misspelt() {
        return variables.misspelt(names);
    }

    /**
     * Opens the settings with their variables filled in.
     *
     * @throws SettingException when the file cannot be read; the message names the file and the reason
     */
    @Override
    public InputStream open(String path) {
        String text = read(path);
        List<String> lines =
                text.lines().map(line -> COMMENT.matcher(line).replaceFirst("")).toList();
        if (lines.stream().allMatch(String::isBlank)) {
            throw new SettingException(path + " is empty: start with the config.yml that belongs to this version.");
        }
        names = names(lines);
        for (int i = 0; i < lines.size(); i++) {
            requireSet(path + ", line " + (i + 1), lines.get(i));
        }
        return new ByteArrayInputStream(variables.substitutor().replace(text).getBytes(StandardCharsets.UTF_8));
    }

    private static String read(String path) {
        try {
            return TextFile.read(Path.of(path));
        } catch (NoSuchFileException e) {
            throw new SettingException("There is no file " + path + ": give the path of a configuration file.");
        }
    }

    private static Set<String> names(List<String> lines) {
        Set<String> names = new TreeSet<>();
        lines.forEach(line -> NAME.matcher(line).results().forEach(name -> names.add(name.group(1))));
        return names;
    }

    private void requireSet(String place, String line) {
        Matcher reference = WITHOUT_DEFAULT.matcher(line);
        while (reference.find()) {
            String name = reference.group(1);
            if (variables.get(name).isEmpty()) {
                Set<String> others = new TreeSet<>(names);
                others.remove(name);
                throw new SettingException(place + ": " + name + " is not set, and there is no default"
                        + NameSuggestions.end(name, others));
            }
        }
    }
}
