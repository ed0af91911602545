package dev.resendmcp.logging.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a text safe to log: API keys, tokens of callers, bearer credentials, JWTs, webhook secrets and e-mail addresses become {@code
 * ****}, and text beyond {@link #MAX_LENGTH} characters is cut, with a note of the full length. Masks too much rather than too little.
 */
final class Redaction {

    /** Longest text kept of one field, in characters. */
    static final int MAX_LENGTH = 8192;

    /** How far to look past the cut, in characters, so that a secret that crosses it is still recognised. */
    static final int LOOK_AHEAD = 1024;

    private static final String MASK = "****";

    // A key may follow an escaped line break or an encoded character, "\nre_" or "%20re_", but not a letter: "fire_".
    private static final String KEY =
            "re_(?:(?<![A-Za-z0-9]re_)|(?<=\\\\[a-z]re_)|(?<=%[0-9A-Fa-f]{2}re_))[A-Za-z0-9_-]{3,}";
    private static final String BEARER = "(?i:bearer(?:[\\s+:=]|%20)++)[^\\s\"'<>,;]+";
    private static final String CALLER_TOKEN = "(?i:rmcp_)[A-Za-z0-9_-]{3,}";
    private static final String JWT = "eyJ[A-Za-z0-9_-]{3,}+\\.[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]*+){0,4}+";
    private static final String WEBHOOK_SECRET = "whsec_[A-Za-z0-9+/=_-]+";
    // A slash ends the local part of an address, although mail allows it, so that paths stay readable.
    private static final String LOCAL = "[^\\s@<>()\\[\\],;:/\"\\\\]";
    // Tried once per word, not at each letter, and without backtracking, so that the cost is linear.
    private static final String LOCAL_PART =
            "(?:(?<!" + LOCAL + ")|(?<=%40))(?:(?!%40)" + LOCAL + ")++|\"[^\"\\n]{1,64}\"";
    private static final String HOST =
            "(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}[\\p{L}][\\p{L}\\p{N}-]{1,62}|\\[[0-9A-Fa-f.:]{2,45}\\]";
    private static final String ADDRESS = "(?:" + LOCAL_PART + ")(?:@|%40)(?:" + HOST + ")";
    // A lone surrogate is not valid text; strict JSON parsers reject it.
    private static final String STRAY_SURROGATE = "\\p{Cs}";

    private static final String SECRET =
            String.join("|", KEY, CALLER_TOKEN, BEARER, JWT, WEBHOOK_SECRET, STRAY_SURROGATE);
    private static final Pattern SECRETS = Pattern.compile(SECRET);
    private static final Pattern SECRETS_AND_ADDRESSES = Pattern.compile(ADDRESS + "|" + SECRET);

    /** The text, masked and truncated to the limit plus the note of its length. */
    String clean(String text) {
        if (text.length() <= MAX_LENGTH && isPlain(text)) {
            return text;
        }
        int cut = cut(text);
        String window = text.substring(0, Math.min(text.length(), cut + LOOK_AHEAD));
        StringBuilder kept = new StringBuilder(Math.min(window.length(), cut) + 40);
        Matcher unfit = unfit(window).matcher(window);
        int position = 0;
        while (position < cut && unfit.find() && unfit.start() < cut) {
            // Only a lone surrogate matches as a single character.
            String replacement = unfit.end() - unfit.start() == 1 ? "\uFFFD" : MASK;
            kept.append(window, position, unfit.start()).append(replacement);
            position = unfit.end();
        }
        if (position < cut) {
            kept.append(window, position, cut);
        }
        if (cut < text.length()) {
            kept.append("... (").append(text.length()).append(" characters)");
        }
        return kept.toString();
    }

    /** Whether none of the patterns can match, as in most values: each of them has one of these characters. */
    private static boolean isPlain(String text) {
        char before = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            boolean key = next == '_' && (before == 'e' || before == 'c' || before == 'p' || before == 'P');
            boolean bearer = (next == 'e' || next == 'E') && (before == 'b' || before == 'B');
            boolean jwt = next == 'J' && before == 'y';
            if (key || bearer || jwt || next == '@' || next == '%' || Character.isSurrogate(next)) {
                return false;
            }
            before = next;
        }
        return true;
    }

    /** Looks for addresses only if there may be one, because that is most of the cost. */
    private static Pattern unfit(String text) {
        return text.indexOf('@') >= 0 || text.contains("%40") ? SECRETS_AND_ADDRESSES : SECRETS;
    }

    private static int cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text.length();
        }
        return Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
    }
}
