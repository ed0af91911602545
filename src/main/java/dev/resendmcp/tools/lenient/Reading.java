package dev.resendmcp.tools.lenient;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What comes to light while the arguments of one call are read. */
final class Reading {
    private final JsonText json = new JsonText();
    private final List<Coercion> coercions = new ArrayList<>();
    private final Map<String, String> faults = new LinkedHashMap<>();

    JsonText json() {
        return json;
    }

    void coerced(Coercion kind) {
        coercions.add(kind);
    }

    /** Refuses an argument. The sentence says what is wrong and what to give; it never has the value. */
    void refuse(String path, String sentence) {
        faults.putIfAbsent(path, sentence);
    }

    List<Coercion> coercions() {
        return coercions;
    }

    /** Sentences by path. */
    Map<String, String> faults() {
        return faults;
    }
}
