package dev.resendmcp.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Counts the recipients that arguments name. */
final class RecipientCount {
    private static final List<String> FIELDS = List.of("to", "cc", "bcc");

    private RecipientCount() {}

    /** Entries of To, Cc and Bcc, in the call and in the emails of a batch; 0 for broadcasts, whose segment decides. */
    static long of(JsonNode arguments) {
        long own = FIELDS.stream()
                .mapToLong(field -> entries(arguments.path(field)))
                .sum();
        long batch = 0;
        for (JsonNode email : arguments.path("emails")) {
            batch += of(email);
        }
        return own + batch;
    }

    private static long entries(JsonNode value) {
        if (value.isArray()) {
            return value.size();
        }
        return value.isTextual() && !value.asText().isBlank() ? 1 : 0;
    }
}
