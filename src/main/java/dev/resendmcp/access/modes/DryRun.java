package dev.resendmcp.access.modes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.access.mail.Mail;
import dev.resendmcp.access.mail.MailFile;
import dev.resendmcp.access.mail.Mailbox;
import dev.resendmcp.access.mail.Mailbox.Role;
import dev.resendmcp.tools.ToolCall;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a call would do, told without doing it.
 *
 * @param delay of mail without a time
 * @param address what becomes of the address of a recipient
 */
record DryRun(SendDelay delay, UnaryOperator<String> address) {
    private static final int MOST_LISTED = 100;

    /** The answer to a dry run that every rule allows. */
    ObjectNode describe(ToolCall call, Mail mail, boolean approval) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("dry_run", true);
        answer.put("tool", call.name()).put("allowed", true).put("approval_required", approval);
        answer.put("sends_mail", mail.leaves()).put("recipients", mail.recipientCount());
        for (Role role : List.of(Role.TO, Role.CC, Role.BCC)) {
            List<String> texts = mail.recipients().stream()
                    .filter(mailbox -> mailbox.role() == role)
                    .map(Mailbox::text)
                    .limit(MOST_LISTED)
                    .map(address)
                    .toList();
            if (!texts.isEmpty()) {
                texts.forEach(answer.putArray(role.name().toLowerCase(Locale.ROOT))::add);
            }
        }
        ArrayNode senders = answer.putArray("from");
        mail.senders().stream().map(Mailbox::text).distinct().forEach(senders::add);
        if (mail.leaves()) {
            ArrayNode times = answer.putArray("leaves");
            mail.departures().stream().distinct().map(this::time).forEach(times::add);
        }
        describe(mail.files(), answer);
        answer.put("note", "Nothing was sent or changed. Call again without dry_run to do it.");
        return answer;
    }

    private String time(Optional<String> given) {
        return given.orElse(delay.isOn() ? delay.words() : "now");
    }

    private static void describe(List<List<MailFile>> emails, ObjectNode answer) {
        if (emails.stream().allMatch(List::isEmpty)) {
            return;
        }
        ArrayNode files = answer.putArray("attachments");
        emails.forEach(all -> all.forEach(file -> {
            ObjectNode one = files.addObject().put("filename", file.name());
            file.bytes().ifPresent(bytes -> one.put("bytes", bytes));
        }));
    }
}
