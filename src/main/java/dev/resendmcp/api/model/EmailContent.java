package dev.resendmcp.api.model;

import static dev.resendmcp.api.constraint.TextFormat.HEADER_NAME;
import static dev.resendmcp.api.constraint.TextFormat.HTTP_URL;
import static dev.resendmcp.api.constraint.TextFormat.MAILBOX;
import static dev.resendmcp.api.constraint.TextFormat.MIME_TYPE;
import static dev.resendmcp.api.constraint.TextFormat.SENDING_TIME;
import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;
import static dev.resendmcp.api.constraint.TextFormat.VARIABLE_NAME;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.wire.TemplateValue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/** What an email to be sent consists of, and the rules that hold however it is sent. */
public interface EmailContent {
    /** Sender; may be left to the template. */
    String from();

    /** Subject line; may be left to the template. */
    String subject();

    /** HTML body. */
    String html();

    /** Plain text body. Absent: made from the HTML. Empty: none. */
    String text();

    /** Published template that takes the place of html and text. */
    Template template();

    /** Resend takes one source of content. */
    @JsonIgnore
    @AssertTrue(message = "give html, text or both; or template without html and text")
    default boolean isContentFromOneSource() {
        return (html() != null || text() != null) != (template() != null);
    }

    /** Only a template can supply sender and subject. */
    @JsonIgnore
    @AssertTrue(message = "from and subject are required unless a template supplies them")
    default boolean isSenderAndSubjectKnown() {
        return template() != null || (from() != null && subject() != null);
    }

    /** Body of {@code POST /emails}. */
    record Email(
            @Format(MAILBOX) @JsonPropertyDescription("Sender on a verified domain: Ann <ann@mail.example.org>.")
            String from,

            @NotEmpty
            @Size(max = 50)
            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            @JsonPropertyDescription("1 to 50 addresses.")
            List<@NotNull @Format(MAILBOX) String> to,

            @Format(SINGLE_LINE) String subject,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> cc,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> bcc,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> replyTo,

            String html,

            @JsonPropertyDescription("Default: made from html. Empty: no text part.")
            String text,

            @Valid Template template,

            @JsonPropertyDescription("Extra mail headers by name.")
            Map<@Format(HEADER_NAME) String, @NotNull @Format(SINGLE_LINE) String> headers,

            @Format(SENDING_TIME)
            @JsonPropertyDescription("ISO 8601 or words such as \"in 2 hours\"; at most 30 days ahead. Default: now.")
            String scheduledAt,

            @JsonPropertyDescription("At most 40 MB in total after base64 encoding.")
            List<@Valid @NotNull Attachment> attachments,

            List<@Valid @NotNull Tag> tags,

            @Size(min = 1) @JsonPropertyDescription("Topic whose opt-outs are respected.")
            String topicId)
            implements EmailContent {

        @JsonIgnore
        @AssertTrue(message = "attachments are over 40 MB: put large files elsewhere and link to them")
        boolean isSmallEnough() {
            return AttachedFile.fit(attachments, AttachedFile.MOST_TEXT);
        }
    }

    /** Element of the body of {@code POST /emails/batch}: an email without attachments, which a batch cannot carry. */
    record BatchEmail(
            @Format(MAILBOX) String from,

            @NotEmpty @Size(max = 50) @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> to,

            @Format(SINGLE_LINE) String subject,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> cc,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> bcc,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> replyTo,

            String html,
            String text,
            @Valid Template template,
            Map<@Format(HEADER_NAME) String, @NotNull @Format(SINGLE_LINE) String> headers,
            @Format(SENDING_TIME) String scheduledAt,
            List<@Valid @NotNull Tag> tags,
            @Size(min = 1) String topicId)
            implements EmailContent {}

    /**
     * Body of {@code POST /emails/batch}, on the wire a bare array.
     *
     * @param emails 1 to 100
     */
    record Batch(
            @NotEmpty @Size(max = 100) @JsonPropertyDescription("Each as in send_email, without attachments.")
            List<@Valid @NotNull BatchEmail> emails) {
        /** Read from an object with the one field, as a tool's arguments are. */
        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        public Batch {}

        /** Written without the object around it. */
        @Override
        @JsonValue
        public List<BatchEmail> emails() {
            return emails;
        }
    }

    /** A published template and the values of its variables. */
    record Template(
            @NotBlank @JsonPropertyDescription("Id or alias of a published template.")
            String id,

            @JsonPropertyDescription("Values by variable name.")
            Map<@Format(VARIABLE_NAME) String, @NotNull TemplateValue> variables) {}

    /** A file that travels with the mail. */
    record Attachment(
            @Size(min = 1) @JsonPropertyDescription("The file, base64.")
            String content,

            @Format(HTTP_URL) @JsonPropertyDescription("URL that Resend downloads the file from.")
            String path,

            @Format(SINGLE_LINE) String filename,

            @Format(MIME_TYPE) @JsonPropertyDescription("Default: derived from filename.")
            String contentType,

            @Format(SINGLE_LINE) @JsonPropertyDescription("For an inline image: html refers to it as cid:ID.")
            String contentId)
            implements AttachedFile {}

    /** A custom label, for finding mail in metrics and webhooks. */
    record Tag(
            @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{1,256}", message = "must be 1 to 256 of A-Z a-z 0-9 _ -")
            String name,

            @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{1,256}", message = "must be 1 to 256 of A-Z a-z 0-9 _ -")
            String value) {}
}
