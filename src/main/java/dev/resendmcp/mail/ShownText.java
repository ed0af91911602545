package dev.resendmcp.mail;

import java.util.Locale;
import java.util.regex.Pattern;

/** Makes characters visible that people cannot see: marks that turn the direction of text, fillers, and tag characters. */
public final class ShownText {
    /** Controls but tab and line feed, formats, half surrogates, fillers, selectors of variants, and tags. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}&&[^\\t\\n]]|[\\p{Cf}\\p{Cs}]"
            + "|[\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{2028}\\x{2029}\\x{2060}-\\x{2069}]"
            + "|[\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{E0000}-\\x{E0FFF}]");

    private ShownText() {}

    /** The text with each invisible character as its code point, such as {@code [U+202E]}. Line ends become line feeds. */
    public static String of(String text) {
        return INVISIBLE
                .matcher(text.replaceAll("\\r\\n?", "\n"))
                .replaceAll(found ->
                        String.format(Locale.ROOT, "[U+%04X]", found.group().codePointAt(0)));
    }
}
