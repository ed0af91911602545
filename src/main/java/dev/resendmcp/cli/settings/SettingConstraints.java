package dev.resendmcp.cli.settings;

import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.PortRange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes the valid values of a setting in words. The form comes from its type, the bounds from the constraints on its field.
 *
 * @param type of the value
 * @param constraints on the field that holds it
 */
record SettingConstraints(Class<?> type, List<Annotation> constraints) {
    private static final Map<TimeUnit, String> TIMES = Map.of(
            TimeUnit.NANOSECONDS, "ns",
            TimeUnit.MICROSECONDS, "us",
            TimeUnit.MILLISECONDS, "ms",
            TimeUnit.SECONDS, "s",
            TimeUnit.MINUTES, "m",
            TimeUnit.HOURS, "h",
            TimeUnit.DAYS, "d");
    private static final Map<DataSizeUnit, String> SIZES = Map.of(
            DataSizeUnit.BYTES, "B",
            DataSizeUnit.KILOBYTES, "KB",
            DataSizeUnit.KIBIBYTES, "KiB",
            DataSizeUnit.MEGABYTES, "MB",
            DataSizeUnit.MEBIBYTES, "MiB",
            DataSizeUnit.GIGABYTES, "GB",
            DataSizeUnit.GIBIBYTES, "GiB");

    /** The constraints of a type, for any setting. */
    static SettingConstraints of(Class<?> type) {
        return new SettingConstraints(type, List.of());
    }

    /** The constraints of a setting; empty when the class has no such field. */
    static Optional<SettingConstraints> of(Class<?> owner, String name) {
        return field(owner, name).map(field -> new SettingConstraints(field.getType(), annotations(field)));
    }

    private static Optional<Field> field(Class<?> owner, String name) {
        return Stream.<Class<?>>iterate(owner, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.getName().equals(name))
                .findFirst();
    }

    private static List<Annotation> annotations(Field field) {
        return List.of(field.getAnnotations());
    }

    /** Whether {@link #words} describes a constraint. */
    boolean isBoundedBy(Annotation constraint) {
        return constraint instanceof PortRange || least(constraint) != null || most(constraint) != null;
    }

    /** The constraints in words, such as {@code must be a whole number between 1 and 1000}. */
    String words() {
        String before = isMeasure() ? ", " : " ";
        return "must be " + kind() + bounds().map(bounds -> before + bounds).orElse("");
    }

    private boolean isMeasure() {
        return type == Duration.class || type == DataSize.class;
    }

    private String kind() {
        if (type == Duration.class) {
            return "a duration such as 500ms, 30s or 10m";
        }
        if (type == DataSize.class) {
            return "a size such as 512KiB, 25MiB or 1GiB";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return "one of " + choices();
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list, such as [a, b]";
        }
        return number().orElseGet(this::other);
    }

    private Optional<String> number() {
        if (List.of(int.class, Integer.class, long.class, Long.class).contains(type)) {
            return Optional.of("a whole number");
        }
        return List.of(double.class, Double.class, float.class, Float.class).contains(type)
                ? Optional.of("a number")
                : Optional.empty();
    }

    private String other() {
        if (TimeZone.class.isAssignableFrom(type)) {
            return "a time zone, such as UTC";
        }
        return isSection() ? "a section with its own settings" : "a single value, in quotes";
    }

    /** Our own types are written as text, except for sections. */
    private boolean isSection() {
        String name = type.getName();
        return Map.class.isAssignableFrom(type)
                || (name.startsWith("dev.resendmcp.") && name.endsWith("Settings"))
                || name.startsWith("io.dropwizard.");
    }

    private String choices() {
        return Arrays.stream(type.getEnumConstants())
                .map(choice -> choice.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** The bounds in words, such as {@code between 1 and 1000}; empty when there are none. */
    private Optional<String> bounds() {
        if (constraints.stream().anyMatch(PortRange.class::isInstance)) {
            return Optional.of("between 0 and 65535; 0 takes any free port");
        }
        Optional<String> least = first(SettingConstraints::least);
        Optional<String> most = first(SettingConstraints::most);
        if (least.isPresent() && most.isPresent()) {
            return Optional.of("between " + least.get() + " and " + most.get());
        }
        return least.map(bound -> "at least " + bound).or(() -> most.map(bound -> "at most " + bound));
    }

    private Optional<String> first(Function<Annotation, String> bound) {
        return constraints.stream()
                .map(constraint -> Optional.ofNullable(bound.apply(constraint)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String least(Annotation constraint) {
        if (constraint instanceof Min bound) {
            return Long.toString(bound.value());
        }
        if (constraint instanceof MinDuration bound) {
            return bound.value() + TIMES.get(bound.unit());
        }
        return constraint instanceof MinDataSize bound ? bound.value() + SIZES.get(bound.unit()) : null;
    }

    private static String most(Annotation constraint) {
        if (constraint instanceof Max bound) {
            return Long.toString(bound.value());
        }
        if (constraint instanceof MaxDuration bound) {
            return bound.value() + TIMES.get(bound.unit());
        }
        return constraint instanceof MaxDataSize bound ? bound.value() + SIZES.get(bound.unit()) : null;
    }
}
