package dev.resendmcp.results;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** In which form an answer has the body of a mail. */
enum BodyForm {
    /** Plain text; made from the HTML if the mail has no text part. */
    TEXT,
    /** Markdown, made from the HTML; it keeps links. */
    MARKDOWN,
    /** The HTML. */
    HTML,
    /** No body. */
    NONE,
    /** Resend's whole answer, unchanged. */
    RAW,
    /** HTML and text as they are, within the bounds of an answer. Not offered by name. */
    BOTH;

    /** The names that a caller may give. */
    static List<String> names() {
        return Arrays.stream(values())
                .filter(form -> form != BOTH)
                .map(BodyForm::word)
                .toList();
    }

    static Optional<BodyForm> of(String word) {
        return Arrays.stream(values())
                .filter(form -> form != BOTH && form.word().equals(word))
                .findFirst();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
