package dev.resendmcp.sending;

import jakarta.validation.constraints.Pattern;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The {@code mail} section of the configuration.
 *
 * @param from sender of emails and broadcasts that name none and use no template; null for none
 * @param replyTo addresses for replies of emails and broadcasts that name none and use no template, comma-separated; empty for none
 */
public record MailSettings(
        @Pattern(regexp = MAILBOX, message = "must be an address such as Ann <ann@mail.example.org>")
        String from,

        @Pattern(
                regexp = "(?:" + MAILBOX + "(?:, *" + MAILBOX + "){0,24})?",
                message = "must be addresses such as help@mail.example.org, comma-separated")
        String replyTo) {
    private static final String ADDRESS = "[^\\s<>@,]+@[^\\s<>@,]+";
    private static final String MAILBOX = "(?:[^<>@,\\p{Cntrl}]*<" + ADDRESS + ">|" + ADDRESS + ")";

    /** Applies defaults. */
    public MailSettings {
        from = from == null || from.isBlank() ? null : from.strip();
        replyTo = Objects.requireNonNullElse(replyTo, "").strip();
    }

    List<String> replies() {
        return Arrays.stream(replyTo.split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
    }

    /** What callers may read of it, under the names of the configuration file. */
    public Map<String, Object> visible() {
        Map<String, Object> visible = new LinkedHashMap<>();
        visible.put("from", from);
        visible.put("replyTo", replyTo);
        return visible;
    }
}
