package dev.resendmcp.access.mail;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The one form of a domain name in which two spellings of the same domain are equal: lower case, ASCII, no trailing dot. */
public final class DomainName {
    /** Characters on which the revisions of IDNA disagree, so that one spelling may mean two domains. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\\u00df\\u1e9e\\u03c2\\u200c\\u200d]");

    private static final Pattern ASCII = Pattern.compile(
            "(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private static final Pattern DOTS = Pattern.compile("[.\\u3002\\uff0e\\uff61]+$");

    private DomainName() {}

    /** The form to compare; empty for a text that is no domain name or may mean more than one. */
    public static Optional<String> normalize(String text) {
        if (AMBIGUOUS.matcher(text).find()) {
            return Optional.empty();
        }
        try {
            String ascii =
                    IDN.toASCII(DOTS.matcher(text.strip()).replaceFirst("")).toLowerCase(Locale.ROOT);
            boolean stable =
                    IDN.toASCII(IDN.toUnicode(ascii)).toLowerCase(Locale.ROOT).equals(ascii);
            return Optional.of(ascii)
                    .filter(name -> (stable || encodesAmbiguous(name))
                            && ASCII.matcher(name).matches());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** The encoded form of such a character means one domain only, though Java would map the character to others. */
    private static boolean encodesAmbiguous(String ascii) {
        return AMBIGUOUS.matcher(IDN.toUnicode(ascii)).find();
    }
}
