package dev.resendmcp.audit;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MinDataSize;
import jakarta.validation.constraints.NotNull;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The {@code audit} section of the configuration.
 *
 * @param directory of the files; null for the default of the command
 * @param key chains the lines; null for one that is kept beside the files
 * @param required whether writes stop while nothing can be recorded
 * @param maxFileSize size at which the next file begins
 */
public record AuditSettings(
        AuditPath directory,
        AuditKey key,
        @NotNull Boolean required,

        @NotNull
        @MinDataSize(value = 4, unit = DataSizeUnit.KIBIBYTES)
        @MaxDataSize(value = 1, unit = DataSizeUnit.GIBIBYTES)
        DataSize maxFileSize) {

    /** Path of a directory, created if missing. */
    public record AuditPath(Path path) {
        /**
         * Reads a path.
         *
         * @return null for a blank text
         */
        @JsonCreator
        public static AuditPath of(String text) {
            try {
                return text.isBlank() ? null : new AuditPath(Path.of(text.strip()));
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("is not a path of this system", e);
            }
        }
    }

    /** Applies defaults. */
    public AuditSettings {
        required = Objects.requireNonNullElse(required, true);
        maxFileSize = Objects.requireNonNullElseGet(maxFileSize, () -> DataSize.mebibytes(20));
    }

    /** The directory of the settings or, without one, a folder in the directory of the state. */
    public Path directoryOr(Path state) {
        return directory == null ? state.resolve("audit") : directory.path();
    }

    /** What callers may read of it, under the names of the configuration file. */
    public Map<String, Object> visible() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directorySet", directory != null);
        facts.put("keySet", key != null);
        facts.put("required", required);
        return facts;
    }
}
