package dev.resendmcp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.resendmcp.client.TlsSettingsException;
import dev.resendmcp.state.StateInUseException;
import dev.resendmcp.systemd.NotifyException;
import dev.resendmcp.tools.CatalogueException;
import io.dropwizard.configuration.ConfigurationParsingException;
import io.dropwizard.configuration.ConfigurationValidationException;
import io.dropwizard.core.cli.Cli;
import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.Namespace;

/** Turns whatever prevented a start into one sentence that names the setting and the fix. Never repeats a value. */
final class StartFailure {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)");

    private final String file;

    /** @param file path of the configuration file as given on the command line; null when none was */
    private StartFailure(String file) {
        this.file = file;
    }

    /** Says on standard error what prevented the command. */
    static void report(Cli cli, Namespace namespace, Throwable failure) {
        cli.getStdErr().println(new StartFailure(namespace.getString("file")).sentence(failure));
    }

    private String sentence(Throwable failure) {
        if (failure instanceof SettingException || failure instanceof CatalogueException) {
            return failure.getMessage();
        }
        if (failure instanceof ConfigurationValidationException invalid) {
            return invalid.getConstraintViolations().stream()
                    .map(violation ->
                            setting(violation.getPropertyPath().toString()) + " " + violation.getMessage() + ".")
                    .sorted()
                    .collect(Collectors.joining(" "));
        }
        if (failure instanceof ConfigurationParsingException) {
            return unreadable(failure);
        }
        if (file != null && Files.notExists(Path.of(file))) {
            return "There is no file " + file + ": give the path of a configuration file.";
        }
        if (cause(failure, BindException.class).isPresent()) {
            return "A port is in use or the address is not this machine's: change MCP_HOST, MCP_PORT, ADMIN_HOST or"
                    + " ADMIN_PORT.";
        }
        return cause(failure, SettingException.class)
                .map(Throwable::getMessage)
                .or(() -> cause(failure, StateInUseException.class).map(Throwable::getMessage))
                .or(() -> cause(failure, TlsSettingsException.class).map(Throwable::getMessage))
                .or(() -> cause(failure, NotifyException.class).map(Throwable::getMessage))
                .orElse("The service could not start (" + failure.getClass().getSimpleName() + "): see its log.");
    }

    private String unreadable(Throwable failure) {
        Optional<JsonMappingException> mapping = cause(failure, JsonMappingException.class);
        if (mapping.isEmpty()) {
            return cause(failure, JsonProcessingException.class)
                    .map(e -> file + " is not valid YAML near line "
                            + e.getLocation().getLineNr() + ".")
                    .orElse(file + " cannot be read as a configuration file.");
        }
        String path = path(mapping.get());
        if (mapping.get() instanceof UnrecognizedPropertyException) {
            return file + " has a setting that does not exist: " + path + ".";
        }
        if (mapping.get() instanceof InvalidFormatException format) {
            return setting(path) + " must be " + kind(format.getTargetType()) + ".";
        }
        // Our own types say what they want; sentences of the JSON library name Java classes and repeat values.
        String rule = cause(mapping.get().getCause(), IllegalArgumentException.class)
                .filter(own -> own.getStackTrace().length > 0
                        && own.getStackTrace()[0].getClassName().startsWith("dev.resendmcp."))
                .map(Throwable::getMessage)
                .orElse("does not have the expected form");
        return setting(path) + " " + rule + ".";
    }

    private static String path(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String kind(Class<?> type) {
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number";
        }
        return type == Boolean.class || type == boolean.class ? "true or false" : "of another form";
    }

    /** The setting's path, led by the environment variable that fills it in, if one does. */
    private String setting(String path) {
        return variable(path)
                .map(name -> name + " (" + path + " in " + file + ")")
                .orElse(path + " in " + file);
    }

    private Optional<String> variable(String path) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            JsonNode unfilled = new YAMLMapper().readTree(new File(file));
            String pointer = "/" + path.replace("[", ".").replace("]", "").replace('.', '/');
            Matcher matcher = VARIABLE.matcher(unfilled.at(pointer).asText());
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
        return Stream.iterate(failure, t -> t != null, Throwable::getCause)
                .limit(20)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
