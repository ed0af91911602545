package dev.resendmcp.simulator.email;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in placeholders such as {@code {{{NAME}}}} or {@code {{{FIRST_NAME|there}}}}, in two or three braces. */
public final class Placeholders {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{\\{? ?([A-Za-z0-9_.]{1,80})(?:\\|([^{}]{0,200}))? ?\\}\\}\\}?");

    private Placeholders() {}

    /** Null stays null. An unknown or empty value becomes the text behind the bar, or nothing. */
    public static String fill(String text, Map<String, String> values) {
        if (text == null) {
            return null;
        }
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String value = values.getOrDefault(found.group(1), "");
            String fallback = found.group(2) == null ? "" : found.group(2);
            return Matcher.quoteReplacement(value.isEmpty() ? fallback : value);
        });
    }
}
