package dev.resendmcp.simulator.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;

/**
 * A field of a request body or a query parameter: its name and what its value may be. Written as data in the route
 * tables, such as {@code text("name").required()} or {@code list("tags", text("name"), text("value"))}.
 *
 * @param words the only values allowed; empty for any
 * @param inner what an object, or each element of a list, consists of; empty for anything
 * @param error the name of the error when the value is wrong
 */
public record Field(
        String name,
        Type type,
        boolean isRequired,
        boolean mayBeNull,
        List<String> words,
        List<Field> inner,
        String error) {

    enum Type {
        TEXT,
        UUID,
        NUMBER,
        FLAG,
        TEXT_OR_TEXTS,
        TEXTS,
        LIST,
        OBJECT,
        ANY
    }

    public static Field text(String name) {
        return of(name, Type.TEXT);
    }

    /** Text that is one of a few words. */
    public static Field word(String name, String... words) {
        return new Field(name, Type.TEXT, false, false, List.of(words), List.of(), "validation_error");
    }

    public static Field uuid(String name) {
        return of(name, Type.UUID).orElse("invalid_parameter");
    }

    public static Field number(String name) {
        return of(name, Type.NUMBER);
    }

    public static Field flag(String name) {
        return of(name, Type.FLAG);
    }

    /** One text, or a list of texts. */
    public static Field textOrTexts(String name) {
        return of(name, Type.TEXT_OR_TEXTS);
    }

    /** A list of texts; in a query one value joined by commas, or the parameter repeated. */
    public static Field texts(String name, String... words) {
        return new Field(name, Type.TEXTS, false, false, List.of(words), List.of(), "validation_error");
    }

    /** A list of anything, or of objects with these fields. */
    public static Field list(String name, Field... each) {
        return new Field(name, Type.LIST, false, false, List.of(), List.of(each), "validation_error");
    }

    /** An object with these fields, or with any if none is named. */
    public static Field object(String name, Field... fields) {
        return new Field(name, Type.OBJECT, false, false, List.of(), List.of(fields), "validation_error");
    }

    public static Field any(String name) {
        return of(name, Type.ANY);
    }

    private static Field of(String name, Type type) {
        return new Field(name, type, false, false, List.of(), List.of(), "validation_error");
    }

    public Field required() {
        return new Field(name, type, true, mayBeNull, words, inner, error);
    }

    public Field orNull() {
        return new Field(name, type, isRequired, true, words, inner, error);
    }

    /** Names the error of a wrong value. */
    public Field orElse(String errorName) {
        return new Field(name, type, isRequired, mayBeNull, words, inner, errorName);
    }

    /** Throws an {@link ApiException} unless the value is valid for this field. {@code path} names it in messages. */
    public void check(JsonNode value, String path) {
        if (value.isNull() && mayBeNull) {
            return;
        }
        if (!suits(value)) {
            throw new ApiException(422, error, "The `%s` field must be %s.".formatted(path, wanted()));
        }
        if (inner.isEmpty()) {
            return;
        }
        Fields fields = new Fields(inner);
        if (type == Type.OBJECT) {
            fields.check((ObjectNode) value, path + ".");
        } else {
            for (int i = 0; i < value.size(); i++) {
                fields.check((ObjectNode) value.get(i), "%s[%d].".formatted(path, i));
            }
        }
    }

    private boolean suits(JsonNode value) {
        return switch (type) {
            case TEXT -> isWord(value);
            case UUID -> value.isTextual() && isUuid(value.textValue());
            case NUMBER -> value.isNumber();
            case FLAG -> value.isBoolean();
            case TEXT_OR_TEXTS -> isWord(value) || areWords(value);
            case TEXTS -> areWords(value);
            case LIST ->
                value.isArray() && (inner.isEmpty() || value.valueStream().allMatch(JsonNode::isObject));
            case OBJECT -> value.isObject();
            case ANY -> true;
        };
    }

    private boolean isWord(JsonNode value) {
        return value.isTextual() && (words.isEmpty() || words.contains(value.textValue()));
    }

    private boolean areWords(JsonNode value) {
        return value.isArray() && value.valueStream().allMatch(this::isWord);
    }

    private String wanted() {
        String what = switch (type) {
            case TEXT -> "text";
            case UUID -> "a UUID";
            case NUMBER -> "a number";
            case FLAG -> "true or false";
            case TEXT_OR_TEXTS -> "text or a list of texts";
            case TEXTS -> "a list of texts";
            case LIST -> inner.isEmpty() ? "a list" : "a list of objects";
            case OBJECT -> "an object";
            case ANY -> "present";
        };
        return words.isEmpty() ? what : what + " out of " + String.join(", ", words);
    }

    public static boolean isUuid(String text) {
        try {
            // The JDK also takes short forms, which the API does not.
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
