package dev.resendmcp.logging.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the fields of one event. Numbers and booleans keep their type; everything else is written as masked and truncated
 * text, so that a field never becomes an object of unknown size. If two fields have the same name, the first one wins.
 */
abstract class Fields<E> {
    private final Redaction redaction = new Redaction();
    private final FieldNames names;

    Fields(FieldNames names) {
        this.names = names;
    }

    /** Adds every field of the event to the record, fixed ones first. */
    protected abstract void collect(E event, LineRecord line);

    /** Prepares for the first event. */
    void start() {}

    /** Writes all fields of an event. */
    final void writeTo(JsonGenerator json, E event) throws IOException {
        LineRecord line = new LineRecord(names);
        collect(event, line);
        for (Map.Entry<String, Object> field : line.values.entrySet()) {
            json.writeFieldName(field.getKey());
            write(json, field.getValue());
        }
    }

    private void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double || value instanceof Float) {
            json.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            json.writeNumber(((Number) value).longValue());
        } else {
            json.writeString(redaction.clean(text(value)));
        }
    }

    /** An object that cannot be printed must not lose the event. */
    private static String text(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException e) {
            return "(not printable: " + value.getClass().getName() + ")";
        }
    }

    /** The fields of one line, in order. */
    static final class LineRecord {
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final FieldNames names;

        LineRecord(FieldNames names) {
            this.names = names;
        }

        /** Adds a field by its own name; skips one without a value. */
        LineRecord add(String name, Object value) {
            if (value != null) {
                values.putIfAbsent(names.translate(name), value);
            }
            return this;
        }
    }
}
