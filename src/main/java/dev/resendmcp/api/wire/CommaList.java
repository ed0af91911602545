package dev.resendmcp.api.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.Size;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A list that travels in one query parameter, its elements joined by commas.
 *
 * @param values the elements, 1 to 100; a caller gives them as a JSON array
 */
public record CommaList<T>(
        @JsonValue @Size(min = 1, max = CommaList.LARGEST) List<T> values) implements Iterable<T> {
    /** Most elements that Resend takes in one list. */
    public static final int LARGEST = 100;

    /** Copies the given elements. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CommaList {
        values = List.copyOf(values);
    }

    @Override
    public Iterator<T> iterator() {
        return values.iterator();
    }

    /** The form on the wire, which JAX-RS takes from here. */
    @Override
    public String toString() {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
