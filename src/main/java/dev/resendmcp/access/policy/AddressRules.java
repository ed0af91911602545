package dev.resendmcp.access.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import dev.resendmcp.access.mail.DomainName;
import dev.resendmcp.access.mail.MailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list of mailboxes: {@code ann@example.org} is an address, {@code example.com} the addresses of that domain alone, and
 * {@code *.example.com} those of its subdomains.
 *
 * @param entries the list as configured
 */
public record AddressRules(@JsonValue List<String> entries) {
    private static final String FORM =
            "must be addresses (ann@example.org), domains (example.com) or all subdomains of one"
                    + " (*.example.com); entry ";
    private static final String SUBDOMAINS = "*.";

    /** Refuses an entry that is none, with its number. */
    public AddressRules {
        entries = List.copyOf(entries);
        for (int i = 0; i < entries.size(); i++) {
            if (!isValid(entries.get(i))) {
                throw new IllegalArgumentException(FORM + (i + 1) + " is not");
            }
        }
    }

    /**
     * Reads a list, or a text with commas.
     *
     * @return null for an empty text, which means that there is no rule
     * @throws IllegalArgumentException for a list without entries, which could mean all or none
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static AddressRules of(JsonNode given) {
        List<String> entries = new ArrayList<>();
        if (given.isTextual()) {
            entries.addAll(Splitter.on(',').trimResults().omitEmptyStrings().splitToList(given.textValue()));
            if (entries.isEmpty()) {
                return null;
            }
        } else if (given.isArray() && !given.isEmpty()) {
            given.forEach(entry -> entries.add(entry.asText().strip()));
        } else {
            throw new IllegalArgumentException("must have at least one entry; leave it out for no rule");
        }
        return new AddressRules(entries);
    }

    private static boolean isValid(String entry) {
        if (entry.indexOf('@') >= 0) {
            return !entry.contains("<") && MailAddress.parse(entry).isPresent();
        }
        return DomainName.normalize(withoutStar(entry)).isPresent();
    }

    private static String withoutStar(String entry) {
        return entry.startsWith(SUBDOMAINS) ? entry.substring(SUBDOMAINS.length()) : entry;
    }

    /** Whether the list names exactly this mailbox or its domain. */
    public boolean names(MailAddress address) {
        return entries.stream().anyMatch(entry -> matches(entry, address));
    }

    /** Whether the list names this mailbox or one whose mail may end up in the same place, such as that without a tag. */
    public boolean reaches(MailAddress address) {
        return entries.stream().anyMatch(entry -> matches(entry, address) || isBaseOf(entry, address));
    }

    private static boolean matches(String entry, MailAddress address) {
        if (entry.indexOf('@') >= 0) {
            return MailAddress.parse(entry).equals(Optional.of(address));
        }
        String domain = DomainName.normalize(withoutStar(entry)).orElseThrow();
        return entry.startsWith(SUBDOMAINS)
                ? address.domain().endsWith("." + domain)
                : address.domain().equals(domain);
    }

    private static boolean isBaseOf(String entry, MailAddress address) {
        Optional<MailAddress> named = entry.indexOf('@') >= 0 ? MailAddress.parse(entry) : Optional.empty();
        return named.filter(mailbox -> mailbox.base().equals(address.base())).isPresent();
    }
}
