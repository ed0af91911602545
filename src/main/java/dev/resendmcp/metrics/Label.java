package dev.resendmcp.metrics;

import com.google.common.collect.Sets;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendErrorName;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A label of a series. Its values come from a closed set, so no address, id or key ever becomes one: any other value becomes
 * {@code _OTHER}.
 */
public final class Label {
    static final String OTHER = "_OTHER";

    private static final Set<String> ERROR_TYPES =
            Sets.union(ResendErrorName.wireNames(), ErrorName.wireNames()).immutableCopy();

    // JSON-RPC reserves these few, and one hundred for servers.
    private static final Pattern JSON_RPC_ERROR = Pattern.compile("-32(700|60[0-3]|0\\d\\d)");

    // Words and {placeholders}; identifiers, addresses and keys have other characters.
    private static final Pattern ROUTE = Pattern.compile("/?[a-z_-]+(/([a-z_-]+|\\{[a-zA-Z_]+}))*");
    private static final int MAX_ROUTE_LENGTH = 100;
    private static final int MOST_REMEMBERED = 500;

    private static final String NO_RESPONSE = "none";
    private static final Set<String> STATUS_CLASSES = Set.of("2xx", "3xx", "4xx", "5xx", NO_RESPONSE);

    private final String name;
    private final Set<String> known;
    private final UnaryOperator<String> clean;

    private Label(String name, Set<String> known, UnaryOperator<String> clean) {
        this.name = name;
        this.known = known;
        this.clean = clean;
    }

    /** One of these values. */
    public static Label oneOf(String name, Set<String> values) {
        Set<String> known = Set.copyOf(values);
        return new Label(name, known, value -> value != null && known.contains(value) ? value : OTHER);
    }

    /** One of the constants of an enum, in lower case. */
    public static Label oneOf(String name, Class<? extends Enum<?>> type) {
        return oneOf(
                name,
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    /** One of these values, or nothing if it is missing. */
    public static Label optional(String name, Set<String> values) {
        Label required = oneOf(name, values);
        return new Label(name, required.known, value -> isMissing(value) ? "" : required.value(value));
    }

    /** One of these values, or nothing if it is another one. */
    public static Label orNothing(String name, Set<String> values) {
        Set<String> known = Set.copyOf(values);
        return new Label(name, known, value -> value != null && known.contains(value) ? value : "");
    }

    /** The name of an error or the code of a JSON-RPC error; nothing after a success. */
    public static Label errorType(String name) {
        Label errors = optional(name, ERROR_TYPES);
        return new Label(
                name,
                ERROR_TYPES,
                // A success has none, which is most of the time.
                value -> isMissing(value) || !JSON_RPC_ERROR.matcher(value).matches() ? errors.value(value) : value);
    }

    /**
     * One of the first values that appear, for values that an operator configures and may change while the service runs.
     *
     * @param first values that are known beforehand
     * @param most how many values there may be; any further one becomes {@code _OTHER}
     */
    public static Label bounded(String name, Collection<String> first, int most) {
        Set<String> known = first.stream().sorted().limit(most).collect(Collectors.toUnmodifiableSet());
        Set<String> seen = new HashSet<>(known);
        return new Label(name, known, value -> {
            synchronized (seen) {
                return seen.contains(value) || (seen.size() < most && seen.add(value)) ? value : OTHER;
            }
        });
    }

    /** The template of a path. */
    public static Label route(String name) {
        // Matched once for each template; there are as many as endpoints.
        Set<String> seen = ConcurrentHashMap.newKeySet();
        return new Label(name, Set.of(), value -> {
            if (value != null && seen.contains(value)) {
                return value;
            }
            if (!isTemplate(value)) {
                return OTHER;
            }
            if (seen.size() < MOST_REMEMBERED) {
                seen.add(value);
            }
            return value;
        });
    }

    /** The class of an HTTP status: {@code 4xx} for 429, {@code none} for 0, which means that no response came. */
    public static Label statusClass(String name) {
        return new Label(name, Set.of(), Label::classOf);
    }

    /** An HTTP status that is listed, otherwise its class; {@code none} for 0, which means that no response came. */
    public static Label status(String name, Set<String> listed) {
        Set<String> known = Sets.union(listed, STATUS_CLASSES).immutableCopy();
        return new Label(name, known, value -> listed.contains(value) ? value : classOf(value));
    }

    String name() {
        return name;
    }

    /** The values that are known beforehand. */
    Set<String> known() {
        return known;
    }

    /** The value to use. */
    String value(String given) {
        return clean.apply(given);
    }

    private static boolean isMissing(String value) {
        return value == null || value.isEmpty();
    }

    private static String classOf(String status) {
        return isStatus(status) ? status.charAt(0) + "xx" : NO_RESPONSE;
    }

    private static boolean isStatus(String value) {
        return value.length() == 3 && value.charAt(0) >= '1' && value.charAt(0) <= '5';
    }

    private static boolean isTemplate(String value) {
        return value != null
                && value.length() <= MAX_ROUTE_LENGTH
                && ROUTE.matcher(value).matches();
    }
}
