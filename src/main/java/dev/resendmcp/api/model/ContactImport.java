package dev.resendmcp.api.model;

import static dev.resendmcp.api.constraint.TextFormat.PROPERTY_KEY;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.wire.FormPart;
import dev.resendmcp.api.wire.WireFormat;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Contacts as a CSV file, sent as {@code multipart/form-data} to {@code POST /contacts/imports}.
 *
 * @param file the text of the file, not a path; at most 50 MB
 * @param columnMap which column holds what; without it Resend goes by the names of the columns
 */
public record ContactImport(
        @NotBlank @Size(max = ContactImport.LARGEST) @JsonPropertyDescription("The CSV text itself, header row first.")
        String file,

        @Valid @JsonPropertyDescription("Column name for each field.")
        ColumnMap columnMap,

        @JsonPropertyDescription("If the contact exists; default skip.")
        OnConflict onConflict,

        @JsonPropertyDescription("Segments that all imported contacts join.")
        List<@Valid @NotNull SegmentRef> segments,

        List<@Valid @NotNull TopicSubscription> topics) {
    /** Most characters of a file. */
    public static final int LARGEST = 50 * 1024 * 1024;

    /** The parts of the request: the file, and a text for everything else, JSON where it has structure. */
    public List<FormPart> parts() {
        List<FormPart> parts = new ArrayList<>();
        parts.add(new FormPart("file", "contacts.csv", "text/csv", file));
        addText(parts, "column_map", columnMap == null ? null : json(columnMap));
        addText(parts, "on_conflict", onConflict == null ? null : onConflict.toString());
        addText(parts, "segments", segments == null ? null : json(segments));
        addText(parts, "topics", topics == null ? null : json(topics));
        return parts;
    }

    private static void addText(List<FormPart> parts, String name, String text) {
        if (text != null) {
            parts.add(new FormPart(name, null, "text/plain", text));
        }
    }

    private static String json(Object value) {
        try {
            return WireFormat.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of columns. */
    public record ColumnMap(
            String email,
            String firstName,
            String lastName,
            String unsubscribed,

            @JsonPropertyDescription("By property key.")
            Map<@Format(PROPERTY_KEY) String, @Valid @NotNull Column> properties) {}

    /** A column that holds a contact property. */
    public record Column(
            @NotBlank String column,

            @JsonPropertyDescription("Default string.") ColumnType type) {}

    /** How the cells of a column are read. */
    public enum ColumnType {
        STRING,
        NUMBER,
        BOOLEAN;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }

    /** What happens to a row whose contact exists already. */
    public enum OnConflict {
        UPSERT,
        SKIP;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }

    /** How far an import is. */
    public enum Status {
        QUEUED,
        IN_PROGRESS,
        COMPLETED,
        FAILED;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
