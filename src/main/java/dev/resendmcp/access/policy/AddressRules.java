package dev.resendmcp.access.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import dev.resendmcp.access.mail.DomainName;
import dev.resendmcp.access.mail.MailAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A list of mailboxes: {@code ann@example.org} is an address, {@code example.com} the addresses of that domain alone, and
 * {@code *.example.com} those of its subdomains. Two lists are equal if their entries are.
 */
public final class AddressRules {
    private static final String FORM =
            "must be addresses (ann@example.org), domains (example.com) or all subdomains of one"
                    + " (*.example.com); entry ";
    private static final String SUBDOMAINS = "*.";

    private final List<String> entries;
    private final Set<MailAddress> addresses = new HashSet<>();
    private final Set<MailAddress> bases = new HashSet<>();
    private final Set<String> domains = new HashSet<>();
    private final Set<String> parents = new HashSet<>();

    /** Refuses an entry that is none, with its number. */
    private AddressRules(List<String> entries) {
        this.entries = List.copyOf(entries);
        for (int i = 0; i < entries.size(); i++) {
            if (!add(entries.get(i))) {
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

    private boolean add(String entry) {
        if (entry.indexOf('@') < 0) {
            boolean all = entry.startsWith(SUBDOMAINS);
            Optional<String> domain = DomainName.normalize(all ? entry.substring(SUBDOMAINS.length()) : entry);
            domain.ifPresent((all ? parents : domains)::add);
            return domain.isPresent();
        }
        Optional<MailAddress> address = entry.contains("<") ? Optional.empty() : MailAddress.parse(entry);
        address.ifPresent(addresses::add);
        address.map(MailAddress::base).ifPresent(bases::add);
        return address.isPresent();
    }

    /** The list as configured. */
    @JsonValue
    public List<String> entries() {
        return entries;
    }

    /** Whether the list names exactly this mailbox or its domain. */
    public boolean names(MailAddress address) {
        return addresses.contains(address) || domains.contains(address.domain()) || hasParentOf(address.domain());
    }

    /** Whether the list names this mailbox or one whose mail may end up in the same place, such as that without a tag. */
    public boolean reaches(MailAddress address) {
        return names(address) || bases.contains(address.base());
    }

    private boolean hasParentOf(String domain) {
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            if (parents.contains(domain.substring(dot + 1))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRules rules && entries.equals(rules.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }
}
