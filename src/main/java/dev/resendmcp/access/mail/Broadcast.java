package dev.resendmcp.access.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Suppliers;
import dev.resendmcp.access.mail.Mailbox.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** A broadcast that a call writes or sends. */
final class Broadcast implements Mail {
    private final JsonNode arguments;
    private final boolean leaves;
    private final Supplier<JsonNode> broadcast;
    private final Segments segments;
    private final Lookup lookup;

    /**
     * A broadcast.
     *
     * @param leaves whether it is sent
     * @param broadcast its fields
     */
    Broadcast(JsonNode arguments, boolean leaves, Supplier<JsonNode> broadcast, Segments segments, Lookup lookup) {
        this.arguments = arguments;
        this.leaves = leaves;
        this.broadcast = Suppliers.memoize(broadcast::get);
        this.segments = segments;
        this.lookup = lookup;
    }

    @Override
    public boolean leaves() {
        return leaves;
    }

    @Override
    public List<Mailbox> senders() {
        return Email.from("", broadcast.get());
    }

    @Override
    public List<Mailbox> recipients() {
        List<Mailbox> found = new ArrayList<>();
        if (leaves) {
            List<String> members = segments.members(segment(), lookup);
            for (int i = 0; i < members.size(); i++) {
                found.add(new Mailbox("contact " + (i + 1) + " of the segment", Role.TO, members.get(i)));
            }
        }
        return found;
    }

    @Override
    public int recipientCount() {
        return leaves ? segments.count(segment(), lookup) : 0;
    }

    @Override
    public int namedRecipients() {
        return 0;
    }

    @Override
    public boolean isBulk(int most) {
        return leaves;
    }

    @Override
    public OptionalInt contactsNow() {
        return leaves ? OptionalInt.of(segments.countNow(segment(), lookup)) : OptionalInt.empty();
    }

    private String segment() {
        JsonNode fields = broadcast.get();
        return Arguments.text(fields.path("segment_id"))
                .orElseGet(() -> fields.path("audience_id").asText());
    }

    @Override
    public List<Optional<String>> departures() {
        return leaves ? List.of(Arguments.text(arguments.path("scheduled_at"))) : List.of();
    }

    @Override
    public Optional<Boolean> hasTopic() {
        JsonNode fields = broadcast.get();
        // A change that does not mention the topic keeps it; sending judges it again.
        boolean kept = !leaves && !fields.has("topic_id") && arguments.has("id");
        return Optional.of(kept || Arguments.names(fields.path("topic_id")));
    }
}
