package dev.resendmcp.access.mail;

import com.google.common.base.CharMatcher;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Encoded words in names, such as {@code =?utf-8?q?J=C3=BCrgen?=}, which programs decode before or after they look for addresses. */
final class EncodedWords {
    private static final Pattern WORD = Pattern.compile("=\\?([^?]*+)\\?([^?]*+)\\?([^?]*+)\\?=");

    /** Of charsets in which a byte of ASCII is this character. */
    private static final Pattern KNOWN_CHARSET =
            Pattern.compile("(?i)(?:utf-8|us-ascii|iso-8859-\\d{1,2}|windows-125\\d)(?:\\*[a-z-]{1,20})?");

    private static final Pattern ESCAPE = Pattern.compile("=([0-9A-Fa-f]{2})");
    private static final CharMatcher SYNTAX = CharMatcher.anyOf("@<>,;:\"\\\\").or(CharMatcher.javaIsoControl());

    private EncodedWords() {}

    /** Whether no word of a text hides what is syntax of addresses. */
    static boolean arePlain(String text) {
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            if (!KNOWN_CHARSET.matcher(word.group(1)).matches() || hidesSyntax(word.group(2), word.group(3))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hidesSyntax(String encoding, String text) {
        return switch (encoding) {
            case "b", "B" -> SYNTAX.matchesAnyOf(decoded(text));
            case "q", "Q" ->
                SYNTAX.matchesAnyOf(ESCAPE.matcher(text)
                        .replaceAll(escape -> Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(escape.group(1), 16)))));
            default -> true;
        };
    }

    /** The bytes, each as one character; an at sign if they cannot be read. */
    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return "@";
        }
    }
}
