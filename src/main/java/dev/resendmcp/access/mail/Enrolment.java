package dev.resendmcp.access.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.base.Suppliers;
import dev.resendmcp.access.mail.Mailbox.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Contacts that a call adds or changes. Nothing is sent, but scheduled broadcasts and automations write to them by themselves, so
 * that an address becomes reachable.
 */
final class Enrolment implements Draft {
    /** What separates the cells of a file. */
    private static final Splitter CELLS =
            Splitter.on(CharMatcher.anyOf(",;\t\"|")).trimResults().omitEmptyStrings();

    /** At signs, also in other widths, which some programs take for the usual one. */
    private static final CharMatcher AT = CharMatcher.anyOf("@\uff20\ufe6b");

    private final Supplier<List<Mailbox>> contacts;

    private Enrolment(Supplier<List<Mailbox>> contacts) {
        this.contacts = Suppliers.memoize(contacts::get);
    }

    /** A new contact. */
    static Enrolment created(JsonNode call) {
        return new Enrolment(() -> List.of(contact("email", call.path("email").asText())));
    }

    /** A changed contact: itself, and the address that it gets. To unsubscribe it makes nobody reachable. */
    static Enrolment changed(JsonNode call, Lookup lookup) {
        boolean moved = call.has("id") && call.path("email").isTextual();
        if (call.path("unsubscribed").asBoolean() && !moved) {
            return new Enrolment(List::of);
        }
        return new Enrolment(() -> {
            List<Mailbox> found = new ArrayList<>();
            if (call.path("email").isTextual()) {
                found.add(contact("email", call.path("email").asText()));
            }
            if (call.has("id")) {
                found.add(lookedUp(call.path("id").asText(), lookup));
            }
            return found;
        });
    }

    /** A contact that joins a segment, named by id or address. */
    static Enrolment joining(JsonNode call, Lookup lookup) {
        String contact = call.path("contact_id").asText();
        return new Enrolment(
                () -> List.of(contact.indexOf('@') >= 0 ? contact("contact_id", contact) : lookedUp(contact, lookup)));
    }

    /** The contacts of a file: each cell with an at sign, in whatever column. */
    static Enrolment imported(JsonNode call) {
        return new Enrolment(() -> {
            List<Mailbox> found = new ArrayList<>();
            int line = 0;
            for (String row : call.path("file").asText().lines().toList()) {
                line++;
                for (String cell : CELLS.split(row)) {
                    if (AT.matchesAnyOf(cell)) {
                        found.add(contact("line " + line + " of the file", cell));
                    }
                }
                Segments.requireExaminable(found.size(), "The file", "Import smaller files.");
            }
            return found;
        });
    }

    private static Mailbox lookedUp(String id, Lookup lookup) {
        String address =
                lookup.read("get_contact_by_id", "id", id).path("email").asText();
        return contact("the contact", address);
    }

    private static Mailbox contact(String where, String address) {
        return new Mailbox(where, Role.TO, address);
    }

    @Override
    public List<Mailbox> contacts() {
        return contacts.get();
    }
}
