package dev.resendmcp.cli.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationValidationException;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.constraints.NotNull;
import java.io.File;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** Describes a fault in a configuration file in one sentence that names the setting and the fix. Never repeats a value. */
public final class SettingFault {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)");
    private static final Pattern KNOWN_TYPES = Pattern.compile("known type ids = \\[([\\w, -]+)]");

    private final String file;

    /** @param file path of the configuration file as given on the command line; null when none was given */
    public SettingFault(String file) {
        this.file = file;
    }

    public String sentence(ConfigurationException failure) {
        if (failure instanceof ConfigurationValidationException invalid) {
            return invalid.getConstraintViolations().stream()
                    .map(this::violated)
                    .distinct()
                    // A fault in a section often follows from one of its settings, so settings come first.
                    .sorted(Comparator.comparing(SettingFault::namesSection).thenComparing(Comparator.naturalOrder()))
                    .collect(Collectors.joining(" "));
        }
        JsonMappingException mapping = ExceptionUtils.throwableOfType(failure, JsonMappingException.class);
        if (mapping != null) {
            return unreadable(mapping);
        }
        JsonProcessingException syntax = ExceptionUtils.throwableOfType(failure, JsonProcessingException.class);
        return syntax == null
                ? file + " cannot be read as a configuration file."
                : file + " is not valid YAML near line " + syntax.getLocation().getLineNr() + ".";
    }

    private String violated(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        Annotation rule = violation.getConstraintDescriptor().getAnnotation();
        int last = path.lastIndexOf('.');
        if (rule instanceof ValidationMethod) {
            // The path ends with a method; the rule is about the section.
            return setting(path.substring(0, Math.max(0, last))) + " " + violation.getMessage() + ".";
        }
        String words = SettingConstraints.of(violation.getLeafBean().getClass(), path.substring(last + 1))
                .filter(form -> rule instanceof NotNull || form.isBoundedBy(rule))
                .map(SettingConstraints::words)
                .orElse(violation.getMessage());
        return setting(path) + " " + words + ".";
    }

    private String unreadable(JsonMappingException mapping) {
        String path = path(mapping);
        if (mapping instanceof UnrecognizedPropertyException unknown) {
            List<String> names =
                    unknown.getKnownPropertyIds().stream().map(Object::toString).toList();
            return file + " has a setting that does not exist: " + path
                    + NameSuggestions.end(unknown.getPropertyName(), names);
        }
        if (path.isEmpty()) {
            return file + " must begin with a section, such as resend: or server:.";
        }
        if (mapping instanceof InvalidTypeIdException) {
            return setting(path + ".type") + " must be " + types(mapping.getOriginalMessage()) + ".";
        }
        return setting(path) + " " + ownWords(mapping).orElseGet(() -> form(mapping)) + ".";
    }

    /** The valid names of types. Java class names are valid too, but nobody writes them. */
    private static String types(String message) {
        Matcher known = KNOWN_TYPES.matcher(message);
        if (!known.find()) {
            return "a single word";
        }
        return Pattern.compile(", ")
                .splitAsStream(known.group(1))
                .filter(type -> type.equals(type.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", ", "one of ", ""));
    }

    /** Our own types say what they expect. Messages of the JSON library name Java classes and repeat values. */
    private static Optional<String> ownWords(JsonMappingException mapping) {
        return Optional.ofNullable(ExceptionUtils.throwableOfType(mapping.getCause(), IllegalArgumentException.class))
                .filter(own -> own.getStackTrace().length > 0
                        && own.getStackTrace()[0].getClassName().startsWith("dev.resendmcp."))
                .map(Throwable::getMessage);
    }

    private static String form(JsonMappingException mapping) {
        JsonMappingException.Reference last =
                mapping.getPath().get(mapping.getPath().size() - 1);
        Optional<SettingConstraints> declared = last.getFieldName() == null
                ? Optional.empty()
                : SettingConstraints.of(owner(last), last.getFieldName());
        return declared.or(() -> type(mapping).map(SettingConstraints::of))
                .map(SettingConstraints::words)
                .orElse("does not have the expected form");
    }

    /** The expected type of the value. */
    private static Optional<Class<?>> type(JsonMappingException mapping) {
        if (mapping instanceof MismatchedInputException mismatch) {
            return Optional.ofNullable(mismatch.getTargetType());
        }
        return mapping instanceof ValueInstantiationException value
                ? Optional.of(value.getType().getRawClass())
                : Optional.empty();
    }

    private static Class<?> owner(JsonMappingException.Reference place) {
        return place.getFrom() instanceof Class<?> type ? type : place.getFrom().getClass();
    }

    private static String path(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    /** The path of the setting, after the environment variable that fills it in, if there is one. */
    private String setting(String path) {
        return variable(path)
                .map(name -> Variables.ofProcess("", file).source(name) + " (" + path + " in " + file + ")")
                .orElse(path + " in " + file);
    }

    private Optional<String> variable(String path) {
        // The file may be a pipe, which can be read only once.
        if (file == null || !Files.isRegularFile(Path.of(file))) {
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

    private static boolean namesSection(String sentence) {
        return sentence.matches("[a-z]+ in .*");
    }
}
