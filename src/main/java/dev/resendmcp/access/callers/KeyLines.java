package dev.resendmcp.access.callers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** On which line of a file each key is. The locations in errors of the YAML library are those where it stopped reading. */
final class KeyLines {
    private final Map<String, Integer> lines = new HashMap<>();

    private KeyLines() {}

    /** Reads a file to its end, or as far as it can be read. */
    static KeyLines of(JsonParser file) throws IOException {
        KeyLines known = new KeyLines();
        try (file) {
            for (JsonToken token = file.nextToken(); token != null; token = file.nextToken()) {
                String place = file.getParsingContext().pathAsPointer().toString();
                known.lines.putIfAbsent(place, file.currentTokenLocation().getLineNr());
            }
        }
        return known;
    }

    /**
     * The line of a key, or of the nearest one around it.
     *
     * @param key such as {@code callers[0].policy.no_bcc}
     */
    int of(String key) {
        String place = "/" + key.replace('.', '/').replace('[', '/').replace("]", "");
        while (!place.isEmpty() && !lines.containsKey(place)) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return lines.getOrDefault(place, 1);
    }
}
