package dev.resendmcp.access.callers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.resendmcp.files.PrivateFiles;
import dev.resendmcp.toolsets.NearestName;
import dev.resendmcp.toolsets.Toolsets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a file of callers: YAML, {@code callers:} with a list of entries. Refuses a file that others may read. */
final class CallersFile {
    private static final ObjectReader ENTRY = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build()
            .readerFor(CallerEntry.class);

    private final Path path;
    private final Toolsets toolsets;

    CallersFile(Path path, Toolsets toolsets) {
        this.path = path;
        this.toolsets = toolsets;
    }

    /**
     * Reads all entries.
     *
     * @throws CallersFileException if the file cannot be used; names line and key, never a value
     */
    List<CallerEntry> read() throws CallersFileException {
        Optional<String> shared = PrivateFiles.sharedMode(path);
        if (shared.isPresent()) {
            throw new CallersFileException(
                    path + " may be read or written by others (" + shared.get() + "): set its mode to 0600");
        }
        try {
            String text = Files.readString(path);
            KeyLines lines = KeyLines.of(ENTRY.createParser(text));
            try (JsonParser parser = ENTRY.createParser(text)) {
                return entries(parser, lines);
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw fault(line, "", "is not valid YAML, or has a key twice");
        } catch (IOException e) {
            throw new CallersFileException(
                    path + " cannot be read: give the path of a file of UTF-8 text that this user owns");
        }
    }

    private List<CallerEntry> entries(JsonParser parser, KeyLines lines) throws IOException, CallersFileException {
        List<CallerEntry> entries = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        if (parser.nextToken() != JsonToken.START_OBJECT
                || !"callers".equals(parser.nextFieldName())
                || parser.nextToken() != JsonToken.START_ARRAY) {
            throw fault(1, "", "must begin with callers: and a list of entries");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String place = "callers[" + entries.size() + "]";
            CallerEntry entry = entry(parser, place, lines);
            requireUnique(places, "name " + entry.name(), place + ".name", lines);
            for (TokenHash hash : entry.tokenHash()) {
                requireUnique(places, "token " + hash.id(), place + ".token_hash", lines);
            }
            entries.add(entry);
        }
        if (parser.nextToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            throw fault(
                    parser.currentLocation().getLineNr(),
                    "",
                    "has something besides callers, which is all that it may have");
        }
        return entries;
    }

    private CallerEntry entry(JsonParser parser, String place, KeyLines lines)
            throws IOException, CallersFileException {
        CallerEntry entry;
        try {
            entry = ENTRY.readValue(parser);
        } catch (JsonMappingException e) {
            String words = words(e);
            // Rules about several keys name theirs in the sentence.
            String named = place + path(e) + "." + words.split(" ", 2)[0];
            throw fault(lines.of(named), place + path(e), words);
        }
        if (entry == null) {
            throw fault(lines.of(place), place, "is empty");
        }
        Optional<Toolsets.Unknown> unknown = toolsets.unknown(entry.selection());
        if (unknown.isPresent()) {
            String key = place + "." + unknown.get().key();
            throw fault(
                    lines.of(key + "[" + (unknown.get().position() - 1) + "]"),
                    key,
                    unknown.get().sentence());
        }
        return entry;
    }

    private void requireUnique(Map<String, String> places, String what, String place, KeyLines lines)
            throws CallersFileException {
        String other = places.putIfAbsent(what, place);
        if (other != null) {
            throw fault(lines.of(place), place, "is the same as " + other + ": each caller needs its own");
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
    }

    /** Messages of the JSON library name Java classes and repeat values; our own do neither. */
    private static String words(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            List<String> names =
                    unknown.getKnownPropertyIds().stream().map(Object::toString).toList();
            return "is no key of an entry"
                    + NearestName.of(unknown.getPropertyName(), names)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("");
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException
                    && cause.getStackTrace().length > 0
                    && cause.getStackTrace()[0].getClassName().startsWith("dev.resendmcp.")) {
                return cause.getMessage();
            }
        }
        return "has a value of the wrong kind";
    }

    private CallersFileException fault(int line, String key, String words) {
        return new CallersFileException(
                path + ", line " + line + (key.isEmpty() ? ": the file " : ": " + key + " ") + words);
    }
}
