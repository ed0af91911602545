package dev.resendmcp.cli.settings;

import com.google.common.base.Suppliers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.StringSubstitutor;

/** Resolves {@code ${NAME:-default}} in the configuration file. */
public final class Variables {
    /** Variables that are used, but not by the configuration file. */
    private static final Set<String> READ_ELSEWHERE =
            Stream.of(Secret.values()).map(Secret::fileVariable).collect(Collectors.toSet());
    /** Variables under which others count by convention, if those are not set: hosting platforms set PORT. */
    private static final Map<String, String> ALTERNATIVES = Map.of(
            "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "MCP_PORT", "PORT");

    private static final Pattern OURS = Pattern.compile("(RESEND|MCP|ADMIN)_.+");

    /** Kubernetes sets these for each of its services, and a service may have a name like ours. */
    private static final Pattern KUBERNETES =
            Pattern.compile(".+_(SERVICE_(HOST|PORT)(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.+)?)?)");

    private final Map<String, String> environment;
    private final Supplier<Map<String, String>> reader;
    private final Supplier<Map<String, String>> file;
    private final SecretSources secrets;

    private Variables(Map<String, String> environment, Supplier<Map<String, String>> reader) {
        this.environment = environment;
        this.reader = reader;
        this.file = Suppliers.memoize(reader::get);
        this.secrets = new SecretSources(environment, file);
    }

    /**
     * The environment of this process, then the file {@code .env} next to the configuration file. A {@code .env} in the working
     * directory is ignored, because a client may start this process in a folder of another project. Secrets may also come from
     * files.
     *
     * @param arguments of the command line: the command, then options and the configuration file, if the command takes one
     */
    public static Variables ofProcess(String... arguments) {
        String configuration = Stream.of(arguments)
                .skip(1)
                .filter(argument -> !argument.startsWith("-"))
                .findFirst()
                .orElse("config.yml");
        Path file = Path.of(configuration).toAbsolutePath().resolveSibling(".env");
        return new Variables(System.getenv(), () -> EnvFile.read(file));
    }

    /** Exactly these values. */
    public static Variables of(Map<String, String> values) {
        return new Variables(values, Map::of);
    }

    /** A copy that reads the files again. */
    Variables again() {
        return new Variables(environment, reader);
    }

    /**
     * The source of a variable's value, for messages: the variable itself, the one that counts without it or, for a secret, the
     * place where it was found.
     */
    String source(String name) {
        return Secret.of(name)
                .flatMap(secrets::find)
                .map(SecretSources.Found::source)
                .orElseGet(() -> plain(name).isEmpty() && get(name).isPresent() ? ALTERNATIVES.get(name) : name);
    }

    /** The files that hold secrets, by the place that names each. */
    public Map<String, Path> secretFiles() {
        Map<String, Path> files = new TreeMap<>();
        for (Secret secret : Secret.values()) {
            secrets.find(secret).ifPresent(found -> found.file().ifPresent(path -> files.put(found.source(), path)));
        }
        return files;
    }

    /** Value of a variable; empty when it is not set or blank. */
    public Optional<String> get(String name) {
        Optional<Secret> secret = Secret.of(name);
        if (secret.isPresent()) {
            return secrets.find(secret.get()).map(SecretSources.Found::value);
        }
        return plain(name).or(() -> Optional.ofNullable(ALTERNATIVES.get(name)).flatMap(this::plain));
    }

    private Optional<String> plain(String name) {
        String value = environment.containsKey(name)
                ? environment.get(name)
                : file.get().get(name);
        return Optional.ofNullable(value).filter(given -> !given.isBlank());
    }

    /** Fills in a configuration file, where variables must be in double quotes. A blank variable counts as not set. */
    public StringSubstitutor substitutor() {
        // A value is not a template, even if it looks like one: it may be a password.
        return new StringSubstitutor(name -> get(name).map(Variables::escape).orElse(null))
                .setDisableSubstitutionInValues(true);
    }

    /** Escapes a value for double quotes in YAML, so that it cannot close them. */
    private static String escape(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    /**
     * Variables that are set and look like ours, by prefix or as a misspelt name, but that the service does not use.
     *
     * @param used names that the configuration file uses
     * @return a sentence for each
     */
    List<String> unused(Set<String> used) {
        return unused(
                used,
                name -> OURS.matcher(name).matches()
                        && !KUBERNETES.matcher(name).matches());
    }

    /** The subset of {@link #unused} whose names nearly match a used one. The others may belong to another program. */
    List<String> misspelt(Set<String> used) {
        return unused(used, name -> false);
    }

    private List<String> unused(Set<String> used, Predicate<String> ours) {
        Set<String> known = new TreeSet<>(used);
        known.addAll(READ_ELSEWHERE);
        return Stream.concat(environment.keySet().stream(), file.get().keySet().stream())
                .distinct()
                .filter(name -> !known.contains(name))
                .filter(name ->
                        ours.test(name) || NameSuggestions.nearest(name, known).isPresent())
                .sorted()
                .map(name -> name + " is set, but nothing reads it" + NameSuggestions.end(name, known))
                .toList();
    }
}
