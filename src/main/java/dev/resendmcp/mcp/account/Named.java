package dev.resendmcp.mcp.account;

import java.util.List;
import java.util.Locale;

/**
 * One thing of an account.
 *
 * @param id what tools take
 * @param names what people call it; may be empty
 */
record Named(String id, List<String> names) {

    /** Whether the text begins its id or a name of it; the text is in lower case. */
    boolean beginsWith(String text) {
        return lower(id).startsWith(text)
                || names.stream().anyMatch(name -> lower(name).startsWith(text));
    }

    /** Whether the text is in its id or a name of it; the text is in lower case. */
    boolean contains(String text) {
        return lower(id).contains(text)
                || names.stream().anyMatch(name -> lower(name).contains(text));
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
