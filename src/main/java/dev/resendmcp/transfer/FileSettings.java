package dev.resendmcp.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.google.common.base.Splitter;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The {@code files} section of the configuration.
 *
 * @param directories folders whose files may be named over stdio
 * @param write whether files may be saved there
 * @param maxSize most bytes of a file
 * @param maxAge how long an uploaded file is kept
 * @param maxPerCaller most uploaded files of a caller at a time
 */
public record FileSettings(
        @NotNull Folders directories,
        @NotNull Boolean write,

        @NotNull
        @MinDataSize(value = 1, unit = DataSizeUnit.KIBIBYTES)
        @MaxDataSize(value = 40, unit = DataSizeUnit.MEBIBYTES)
        DataSize maxSize,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.SECONDS) @MaxDuration(value = 24, unit = TimeUnit.HOURS)
        Duration maxAge,

        @NotNull @Min(1) @Max(1000) Integer maxPerCaller) {

    /** Folders of an operator. */
    public record Folders(List<Path> paths) {
        /** Reads comma-separated paths. */
        @JsonCreator
        public static Folders of(String text) {
            try {
                return new Folders(Splitter.on(',')
                        .trimResults()
                        .omitEmptyStrings()
                        .splitToStream(text)
                        .map(Path::of)
                        .toList());
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("has an entry that is not a path of this system", e);
            }
        }
    }

    /** Applies defaults. */
    public FileSettings {
        directories = Objects.requireNonNullElseGet(directories, () -> new Folders(List.of()));
        write = Objects.requireNonNullElse(write, false);
        maxSize = Objects.requireNonNullElseGet(maxSize, () -> DataSize.mebibytes(30));
        maxAge = Objects.requireNonNullElseGet(maxAge, () -> Duration.hours(1));
        maxPerCaller = Objects.requireNonNullElse(maxPerCaller, 20);
    }

    /** What callers may read of it, under the names of the configuration file. */
    public Map<String, Object> visible() {
        return Map.of(
                "maxSize",
                maxSize.toString(),
                "maxAge",
                maxAge.toString(),
                "maxPerCaller",
                maxPerCaller,
                "write",
                write);
    }
}
