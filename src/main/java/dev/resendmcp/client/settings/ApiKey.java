package dev.resendmcp.client.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Optional;
import java.util.regex.Pattern;

/** An API key of Resend. Prints masked everywhere; only the HTTP client sees its value. */
public final class ApiKey {
    private static final Pattern FORM = Pattern.compile("re_[A-Za-z0-9_-]{5,250}");
    private static final Pattern PLACEHOLDER = Pattern.compile("re_x+");

    private final String value;

    private ApiKey(String value) {
        this.value = value;
    }

    /** Reads a setting, where an empty text means none: null then. */
    @JsonCreator
    static ApiKey ofSetting(String text) {
        return text.isBlank() ? null : of(text);
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException when the text is not of the form of a key; the message does not repeat it
     */
    public static ApiKey of(String text) {
        if (PLACEHOLDER.matcher(text).matches()) {
            throw new IllegalArgumentException("still holds the placeholder; put your own key there");
        }
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("does not look like a Resend API key, which begins with re_");
        }
        return new ApiKey(text);
    }

    /** The key that a caller has sent; empty when the text is not of the form of a key. */
    public static Optional<ApiKey> find(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ApiKey(text)) : Optional.empty();
    }

    /** Value of the header {@code Authorization}. */
    public String bearer() {
        return "Bearer " + value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiKey key && key.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "re_****";
    }
}
