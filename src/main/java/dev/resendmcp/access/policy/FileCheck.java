package dev.resendmcp.access.policy;

import static dev.resendmcp.access.policy.PolicyRule.ATTACHMENT_TYPES;
import static dev.resendmcp.access.policy.PolicyRule.MAX_ATTACHMENT_SIZE;

import com.google.common.collect.Iterables;
import dev.resendmcp.access.mail.Mail;
import dev.resendmcp.access.mail.MailFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.MimeTypes;

/** Judges the attachments of a mail. */
final class FileCheck {
    private static final String ANY_TYPE = "application/octet-stream";

    private FileCheck() {}

    static Optional<Violation> violation(PolicySettings policy, Mail mail) {
        if (policy.attachmentTypes() == null && policy.maxAttachmentSize() == null) {
            return Optional.empty();
        }
        List<List<MailFile>> emails = mail.files();
        if (policy.attachmentTypes() != null) {
            for (MailFile file : Iterables.concat(emails)) {
                if (!isAllowed(file, policy.attachmentTypes().extensions())) {
                    return Optional.of(new Violation(
                            ATTACHMENT_TYPES,
                            file.where() + " must have a filename that ends in one of "
                                    + String.join(", ", policy.attachmentTypes().extensions())
                                    + ", and a content_type that goes with it or none"));
                }
            }
        }
        if (policy.maxAttachmentSize() == null) {
            return Optional.empty();
        }
        return emails.stream()
                .map(files -> tooLarge(files, policy.maxAttachmentSize()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isAllowed(MailFile file, List<String> extensions) {
        String name = file.name().strip().toLowerCase(Locale.ROOT);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        if (name.lastIndexOf('.') < 0 || !extensions.contains(extension)) {
            return false;
        }
        String usual = MimeTypes.DEFAULTS.getMimeByExtension(name);
        return file.type()
                .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                .filter(type -> !type.equals(ANY_TYPE) && !type.equals(usual))
                .isEmpty();
    }

    private static Optional<Violation> tooLarge(List<MailFile> files, AttachmentSize most) {
        long bytes = 0;
        for (MailFile file : files) {
            if (file.bytes().isEmpty()) {
                return Optional.of(new Violation(
                        MAX_ATTACHMENT_SIZE, file.where() + " is of unknown size; give its content instead of a path"));
            }
            bytes += file.bytes().getAsLong();
        }
        return bytes <= most.bytes()
                ? Optional.empty()
                : Optional.of(new Violation(
                        MAX_ATTACHMENT_SIZE,
                        "the attachments of an email may have " + most.text() + " in all, and these have " + bytes
                                + " bytes"));
    }
}
