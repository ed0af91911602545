package dev.resendmcp.access.mail;

import com.sanctionco.jmail.Email;
import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of one mailbox, in the form in which two spellings of the same mailbox are equal: no display name, comments, or
 * needless quotes; the domain as in {@link DomainName}. Text that some program could read as another mailbox, or as more than
 * one, is no address.
 *
 * @param local part before the at sign, ASCII letters in lower case
 * @param domain domain name
 */
public record MailAddress(String local, String domain) {
    private static final EmailValidator GRAMMAR =
            JMail.validator().disallowIpDomain().disallowExplicitSourceRouting().disallowObsoleteWhitespace();

    /** Longer than an address and a name can be. */
    private static final int LONGEST = 1000;

    /** Invisible characters and odd spaces: one that nobody sees makes another address. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}[\\p{Z}&&[^ ]]\\u034f\\u115f\\u1160\\u17b4\\u17b5"
            + "\\u180b-\\u180f\\u2800\\u3164\\ufe00-\\ufe0f\\uffa0\\x{e0100}-\\x{e01ef}]");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private static final Pattern NAMED =
            Pattern.compile("(?s)((?:\"(?:[^\"\\\\@<>]|\\\\[^@<>])*+\"|[^\"\\\\@<>,;:])*+)<([^<>]*+)>\\s*+");

    /** Signs with which old relays pass mail on, and those that quotes exist for. */
    private static final Pattern LOCAL = Pattern.compile("[^%!@<>,;:\\\\\"()\\[\\]\\s]+");

    /**
     * Reads a mailbox such as {@code ann@example.org} or {@code Ann <ann@example.org>}.
     *
     * @return empty if it is not exactly one mailbox
     */
    public static Optional<MailAddress> parse(String mailbox) {
        String text = mailbox.strip();
        // What a variable of a template becomes is not known.
        if (text.length() > LONGEST || CONTROL.matcher(text).find() || text.contains("{{")) {
            return Optional.empty();
        }
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            return address(text);
        }
        return EncodedWords.arePlain(named.group(1)) ? address(named.group(2).strip()) : Optional.empty();
    }

    private static Optional<MailAddress> address(String text) {
        int at = text.indexOf('@');
        // A second at sign, in a comment or in quotes, could be read as the end of another address.
        boolean unclear = at < 0 || text.indexOf('@', at + 1) >= 0 || text.indexOf('<') >= 0 || text.indexOf('>') >= 0;
        if (unclear || INVISIBLE.matcher(text).find()) {
            return Optional.empty();
        }
        // The grammar knows neither a trailing dot nor the other dots of IDNA.
        String plain =
                text.substring(0, at + 1) + text.substring(at + 1).replaceFirst("[.\\u3002\\uff0e\\uff61]+$", "");
        return GRAMMAR.tryParse(plain).filter(email -> !email.hasIdentifier()).flatMap(MailAddress::of);
    }

    private static Optional<MailAddress> of(Email email) {
        String local = unquoted(email.localPartWithoutComments().strip());
        if (!LOCAL.matcher(local).matches()) {
            return Optional.empty();
        }
        return DomainName.normalize(email.domainWithoutComments().strip())
                .map(domain -> new MailAddress(lower(local), domain));
    }

    private static String unquoted(String local) {
        boolean quoted = local.length() > 1 && local.startsWith("\"") && local.endsWith("\"");
        return quoted ? local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1") : local;
    }

    /** ASCII only: some other letters have a lower case in ASCII, but are other mailboxes. */
    private static String lower(String text) {
        return text.chars()
                .map(character -> character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character)
                .collect(
                        StringBuilder::new, (built, character) -> built.append((char) character), StringBuilder::append)
                .toString();
    }

    /** The mailbox that this address probably ends up in: without {@code +tag}, in any case and width of letters. */
    public MailAddress base() {
        String folded = Normalizer.normalize(local, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        int tag = folded.indexOf('+');
        return new MailAddress(tag > 0 ? folded.substring(0, tag) : folded, domain);
    }

    @Override
    public String toString() {
        return local + "@" + domain;
    }
}
