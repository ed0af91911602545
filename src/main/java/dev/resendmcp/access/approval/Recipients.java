package dev.resendmcp.access.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.CharMatcher;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Counts the recipients of a call. Counts too many rather than too few: each comma in a text may separate two. */
final class Recipients {
    private static final Set<String> FIELDS = Set.of("to", "cc", "bcc");
    private static final CharMatcher SEPARATORS = CharMatcher.anyOf(",;\n");

    private Recipients() {}

    /** Recipients in the arguments of a call, or in a draft. */
    static int count(JsonNode mail) {
        int count = 0;
        for (String field : FIELDS) {
            count += in(mail.path(field));
        }
        for (var header : mail.path("headers").properties()) {
            count += FIELDS.contains(header.getKey().toLowerCase(Locale.ROOT)) ? in(header.getValue()) : 0;
        }
        for (JsonNode each : mail.path("emails")) {
            count += count(each);
        }
        return count;
    }

    private static int in(JsonNode value) {
        if (value.isTextual()) {
            return 1 + SEPARATORS.countIn(value.textValue());
        }
        List<JsonNode> items = StreamSupport.stream(value.spliterator(), false).toList();
        return items.stream().mapToInt(Recipients::in).sum();
    }
}
