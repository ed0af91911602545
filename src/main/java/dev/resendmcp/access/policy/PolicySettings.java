package dev.resendmcp.access.policy;

import com.fasterxml.jackson.annotation.JsonAlias;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A send policy: the section {@code policy} of the configuration, for all callers, and {@code policy} in the entry of a caller.
 * Names are read in snake case too. What is null or false is no rule.
 *
 * @param allowedRecipients the only recipients; null for any
 * @param deniedRecipients recipients that nothing may be sent to; null for none
 * @param allowedFrom the only senders; null for any
 * @param noBcc whether Bcc is forbidden
 * @param maxRecipients most recipients of one call, all emails of a batch together, at least 1; null for any number
 * @param attachmentTypes the only types of attachments; null for any
 * @param maxAttachmentSize most bytes of all attachments of an email together, as files; null for Resend's own limit
 * @param topicRequired whether broadcasts and automations must have a topic, which lets contacts opt out
 * @param sendingHours when mail may leave; null for any time
 */
public record PolicySettings(
        @JsonAlias("allowed_recipients") AddressRules allowedRecipients,
        @JsonAlias("denied_recipients") AddressRules deniedRecipients,
        @JsonAlias("allowed_from") AddressRules allowedFrom,
        @JsonAlias("no_bcc") Boolean noBcc,
        @JsonAlias("max_recipients") @Min(1) Integer maxRecipients,
        @JsonAlias("attachment_types") AttachmentTypes attachmentTypes,
        @JsonAlias("max_attachment_size") AttachmentSize maxAttachmentSize,
        @JsonAlias("topic_required") Boolean topicRequired,
        @JsonAlias("sending_hours") SendingHours sendingHours) {

    /** No rules. */
    public static final PolicySettings NONE = new PolicySettings(null, null, null, null, null, null, null, null, null);

    /** Applies defaults. */
    public PolicySettings {
        noBcc = Objects.requireNonNullElse(noBcc, false);
        topicRequired = Objects.requireNonNullElse(topicRequired, false);
    }

    /** What callers may read of it, under the names of the configuration file: the lists are for operators only. */
    public Map<String, Object> visible() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("allowedRecipientsSet", allowedRecipients != null);
        facts.put("deniedRecipientsSet", deniedRecipients != null);
        facts.put("allowedFromSet", allowedFrom != null);
        facts.put("noBcc", noBcc);
        facts.put("maxRecipients", maxRecipients);
        facts.put("attachmentTypes", attachmentTypes == null ? null : attachmentTypes.extensions());
        facts.put("maxAttachmentSize", maxAttachmentSize == null ? null : maxAttachmentSize.text());
        facts.put("topicRequired", topicRequired);
        facts.put("sendingHours", sendingHours == null ? null : sendingHours.text());
        return facts;
    }
}
