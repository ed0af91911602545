package dev.resendmcp.access.policy;

import static dev.resendmcp.access.policy.PolicyRule.ALLOWED_FROM;
import static dev.resendmcp.access.policy.PolicyRule.ALLOWED_RECIPIENTS;
import static dev.resendmcp.access.policy.PolicyRule.DENIED_RECIPIENTS;
import static dev.resendmcp.access.policy.PolicyRule.MAX_RECIPIENTS;
import static dev.resendmcp.access.policy.PolicyRule.NO_BCC;
import static dev.resendmcp.access.policy.PolicyRule.SENDING_HOURS;
import static dev.resendmcp.access.policy.PolicyRule.TOPIC_REQUIRED;

import dev.resendmcp.access.mail.Mail;
import dev.resendmcp.access.mail.MailAddress;
import dev.resendmcp.access.mail.Mailbox;
import dev.resendmcp.access.mail.Mailbox.Role;
import dev.resendmcp.schedule.SendingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Judges a mail by one policy.
 *
 * @param policy the rules
 * @param now the time of the call
 * @param delay after which mail leaves that has no time of its own
 */
record PolicyCheck(PolicySettings policy, Instant now, Duration delay) {
    private static final String UNREADABLE = " cannot be read as exactly one address; write it as ann@example.org";

    /** The first rule that forbids the mail; what no rule asks for is not looked up. */
    Optional<Violation> violation(Mail mail) {
        return Stream.<Supplier<Optional<Violation>>>of(
                        () -> hours(mail),
                        () -> topic(mail),
                        () -> FileCheck.violation(policy, mail),
                        () -> recipients(mail),
                        () -> senders(mail))
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Violation> hours(Mail mail) {
        if (policy.sendingHours() == null) {
            return Optional.empty();
        }
        for (Optional<String> departure : mail.departures()) {
            Optional<Instant> time =
                    departure.isPresent() ? SendingTime.departure(departure.get(), now) : Optional.of(now.plus(delay));
            if (time.filter(policy.sendingHours()::allow).isEmpty()) {
                return refuse(
                        SENDING_HOURS,
                        "mail leaves only " + policy.sendingHours().text()
                                + "; set scheduled_at to a time within, if the tool has it, or call again then");
            }
        }
        return Optional.empty();
    }

    private Optional<Violation> topic(Mail mail) {
        return policy.topicRequired() && !mail.hasTopic().orElse(true)
                ? refuse(TOPIC_REQUIRED, "marketing must have a topic_id, so that contacts can opt out")
                : Optional.empty();
    }

    private Optional<Violation> senders(Mail mail) {
        return policy.allowedFrom() == null
                ? Optional.empty()
                : first(mail.senders(), ALLOWED_FROM, policy.allowedFrom()::names, " is not an allowed sender");
    }

    private Optional<Violation> recipients(Mail mail) {
        boolean listed = policy.allowedRecipients() != null || policy.deniedRecipients() != null;
        if (!listed && !policy.noBcc()) {
            return tooMany(policy.maxRecipients() == null ? 0 : mail.recipientCount());
        }
        List<Mailbox> all = mail.recipients();
        Optional<Violation> refusal = tooMany(Mailbox.count(all)).or(() -> bcc(all));
        return listed ? refusal.or(() -> unknown(mail)).or(() -> lists(all)).or(() -> lists(mail.contacts())) : refusal;
    }

    private Optional<Violation> unknown(Mail mail) {
        PolicyRule rule = policy.allowedRecipients() == null ? DENIED_RECIPIENTS : ALLOWED_RECIPIENTS;
        return mail.unknownRecipients().flatMap(why -> refuse(rule, why));
    }

    private Optional<Violation> lists(List<Mailbox> all) {
        Optional<Violation> denied = policy.deniedRecipients() == null
                ? Optional.empty()
                : first(all, DENIED_RECIPIENTS, this::isNotDenied, " is a denied recipient");
        return denied.isPresent() || policy.allowedRecipients() == null
                ? denied
                : first(all, ALLOWED_RECIPIENTS, policy.allowedRecipients()::names, " is not an allowed recipient");
    }

    private boolean isNotDenied(MailAddress address) {
        return !policy.deniedRecipients().reaches(address);
    }

    private Optional<Violation> tooMany(int count) {
        return policy.maxRecipients() == null || count <= policy.maxRecipients()
                ? Optional.empty()
                : refuse(
                        MAX_RECIPIENTS,
                        "a call may have " + policy.maxRecipients() + " recipients in all, and this one has " + count);
    }

    private Optional<Violation> bcc(List<Mailbox> all) {
        return all.stream()
                .filter(mailbox -> policy.noBcc() && mailbox.role() == Role.BCC)
                .findFirst()
                .flatMap(mailbox -> refuse(NO_BCC, mailbox.where() + " is Bcc, which is forbidden"));
    }

    private static Optional<Violation> first(
            List<Mailbox> mailboxes, PolicyRule rule, Predicate<MailAddress> allowed, String wrong) {
        for (Mailbox mailbox : mailboxes) {
            Optional<MailAddress> address = mailbox.address();
            if (address.isEmpty()) {
                return refuse(rule, mailbox.where() + UNREADABLE);
            }
            if (!allowed.test(address.get())) {
                return refuse(rule, mailbox.where() + wrong);
            }
        }
        return Optional.empty();
    }

    private static Optional<Violation> refuse(PolicyRule rule, String sentence) {
        return Optional.of(new Violation(rule, sentence));
    }
}
