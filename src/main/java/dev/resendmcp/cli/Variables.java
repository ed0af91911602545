package dev.resendmcp.cli;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.text.StringSubstitutor;

/** What {@code ${NAME:-default}} in the configuration file stands for. */
public final class Variables {
    private final Function<String, String> lookup;

    private Variables(Function<String, String> lookup) {
        this.lookup = lookup;
    }

    /**
     * The environment of this process, then the file {@code .env} beside the configuration file: a client that starts this
     * process may do so in a folder whose {@code .env} is somebody else's.
     *
     * @param arguments of the command line, of which the second names the configuration file, if the command takes one
     */
    public static Variables ofProcess(String... arguments) {
        Path folder = Path.of(arguments.length > 1 ? arguments[1] : ".env")
                .toAbsolutePath()
                .getParent();
        return new Variables(new Function<>() {
            private Dotenv dotenv;

            @Override
            public String apply(String name) {
                if (dotenv == null) {
                    dotenv = load(folder);
                }
                return dotenv.get(name);
            }
        });
    }

    /** Exactly these. */
    public static Variables of(Map<String, String> values) {
        return new Variables(values::get);
    }

    /** Value of a variable; empty when it is not set, or set to nothing. */
    Optional<String> get(String name) {
        return Optional.ofNullable(lookup.apply(name)).filter(value -> !value.isBlank());
    }

    /**
     * Fills in a configuration file, in which variables stand in double quotes. A variable that is set to nothing counts as
     * not set.
     */
    public StringSubstitutor substitutor() {
        return new StringSubstitutor(name -> get(name).map(Variables::escape).orElse(null));
    }

    /** The value as it must be written inside double quotes in YAML; no value can then end them. */
    private static String escape(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static Dotenv load(Path folder) {
        try {
            return Dotenv.configure()
                    .directory(folder.toString())
                    .ignoreIfMissing()
                    .load();
        } catch (DotenvException e) {
            throw new SettingException("The file .env beside the configuration file cannot be read: each line must be"
                    + " NAME=value or a # comment.");
        }
    }
}
