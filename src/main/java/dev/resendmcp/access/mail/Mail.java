package dev.resendmcp.access.mail;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a call would send. Parts that the arguments do not hold are looked up at Resend when they are asked for; these methods
 * throw {@link LookupFailedException} if that fails.
 */
public interface Mail {
    /** Whether mail leaves because of this call, now or later; false for drafts and the like. */
    default boolean leaves() {
        return true;
    }

    /** Who sends. */
    default List<Mailbox> senders() {
        return List.of();
    }

    /** Who receives, each time that somebody is named. */
    default List<Mailbox> recipients() {
        return List.of();
    }

    /** How many recipients there are; may be cheaper than to list them. */
    default int recipientCount() {
        return Mailbox.count(recipients());
    }

    /** How many recipients the arguments of the call name; nothing is looked up. */
    default int namedRecipients() {
        return recipientCount();
    }

    /** How many contacts receive it, as they are now; empty if the call names its recipients. */
    default OptionalInt contactsNow() {
        return OptionalInt.empty();
    }

    /**
     * Whether it goes to many: a broadcast does.
     *
     * @param most recipients of a mail that does not
     */
    default boolean isBulk(int most) {
        return recipientCount() > most;
    }

    /** Contacts whom mail that leaves by itself can reach because of the call. */
    default List<Mailbox> contacts() {
        return List.of();
    }

    /** Why nobody can tell now who will receive mail, as a clause; empty if it can be told. */
    default Optional<String> unknownRecipients() {
        return Optional.empty();
    }

    /** The files of each email. */
    default List<List<MailFile>> files() {
        return List.of();
    }

    /** When each email leaves, as given; empty for now. */
    default List<Optional<String>> departures() {
        return leaves() ? List.of(Optional.empty()) : List.of();
    }

    /** For marketing, whether each mail has a topic, from which contacts can opt out. */
    default Optional<Boolean> hasTopic() {
        return Optional.empty();
    }
}
