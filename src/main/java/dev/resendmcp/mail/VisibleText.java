package dev.resendmcp.mail;

import java.util.regex.Pattern;

/** Text without the characters that a reader cannot see: controls, marks that turn the direction of text, fillers and tags. */
public final class VisibleText {
    /** Controls but tab and line feed, formatting, such as marks that turn the direction of text, fillers, and tags. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}&&[^\\t\\n]]|[\\p{Cf}\\p{Cs}]"
            + "|[\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{2060}-\\x{2069}\\x{3164}]"
            + "|[\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{E0000}-\\x{E0FFF}]");

    private static final Pattern LINE_BREAKS = Pattern.compile("\\r\\n?");
    private static final Pattern LINES = Pattern.compile("[\\n\\t\\u2028\\u2029]+");
    private static final Pattern MARKDOWN_IMAGE = Pattern.compile("!\\[");
    /** What begins a tag; addresses in angle brackets stay. */
    private static final Pattern TAG =
            Pattern.compile("<(?=[/!?a-z])(?![\\w.+-]{1,64}@[\\w.-]{1,255}>)", Pattern.CASE_INSENSITIVE);

    private VisibleText() {}

    /** The visible part of a text, with line feeds as its only line breaks. */
    public static String of(String text) {
        return INVISIBLE.matcher(LINE_BREAKS.matcher(text).replaceAll("\n")).replaceAll("");
    }

    /** How many invisible characters a text has, in UTF-16 units. */
    public static int invisible(String text) {
        String lines = LINE_BREAKS.matcher(text).replaceAll("\n");
        return lines.length() - INVISIBLE.matcher(lines).replaceAll("").length();
    }

    /** Visible text on one line. */
    public static String line(String text) {
        return LINES.matcher(of(text)).replaceAll(" ");
    }

    /** Visible text in which neither HTML tags nor Markdown images work. */
    public static String defused(String text) {
        return TAG.matcher(MARKDOWN_IMAGE.matcher(of(text)).replaceAll("! [")).replaceAll("< ");
    }
}
