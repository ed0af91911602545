package dev.resendmcp.api;

import static dev.resendmcp.api.constraint.TextFormat.FREE_HEADER_NAME;
import static dev.resendmcp.api.constraint.TextFormat.HTTP_URL;
import static dev.resendmcp.api.constraint.TextFormat.MAILBOX;
import static dev.resendmcp.api.constraint.TextFormat.MIME_TYPE;
import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.constraint.IdempotencyKey;
import dev.resendmcp.api.model.AttachedFile;
import dev.resendmcp.api.wire.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Mail of an inbox that is written but not sent. */
@PartOf(Inboxes.class)
@Path("inboxes/{inbox_id}/drafts")
@Consumes("application/json")
@Produces("application/json")
public interface InboxDrafts {

    @GET
    @Tool(
            name = "list_inbox_drafts",
            effect = Effect.READ,
            description = "Lists unsent drafts of an inbox with recipients, subject and a snippet of the text.")
    JsonNode list(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @Valid @BeanParam Page page);

    @POST
    @Tool(
            name = "create_inbox_draft",
            effect = Effect.CREATE,
            description = "Drafts a new mail or a reply (thread_id and reply_to_email_id) for review before"
                    + " send_inbox_draft. To reply at once, use reply_to_inbox_email.")
    JsonNode create(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @HeaderParam("Idempotency-Key") @IdempotencyKey @JsonPropertyDescription(IdempotencyKey.PURPOSE)
                    String idempotencyKey,
            @Valid @NotNull NewDraft draft);

    @GET
    @Path("{draft_id}")
    @Tool(
            name = "get_inbox_draft",
            effect = Effect.READ,
            description = "Shows one draft with its bodies; email_id is set once it has been sent.")
    JsonNode get(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @PathParam("draft_id") @Id String draftId);

    @PATCH
    @Path("{draft_id}")
    @Tool(
            name = "update_inbox_draft",
            effect = Effect.UPDATE,
            description = "Edits an unsent draft; omitted fields are kept, null clears a field.")
    JsonNode update(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @PathParam("draft_id") @Id String draftId,
            @Valid @NotNull DraftChange change);

    @DELETE
    @Path("{draft_id}")
    @Tool(
            name = "delete_inbox_draft",
            effect = Effect.REMOVE,
            description = "Permanently deletes (throws away) a draft.")
    JsonNode delete(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @PathParam("draft_id") @Id String draftId);

    @POST
    @Path("{draft_id}/send")
    @Tool(
            name = "send_inbox_draft",
            effect = Effect.SEND,
            description = "Sends a draft, which needs a recipient and can be sent only once. Returns the email's id.")
    JsonNode send(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @PathParam("draft_id") @Id String draftId,
            @HeaderParam("Idempotency-Key") @IdempotencyKey @JsonPropertyDescription(IdempotencyKey.PURPOSE)
                    String idempotencyKey,
            @Valid Sending sending);

    /** Body of {@code POST /inboxes/{inbox_id}/drafts}. */
    record NewDraft(
            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> to,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> cc,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> bcc,

            @Format(SINGLE_LINE) String subject,
            String text,
            String html,

            @JsonPropertyDescription("At most 25 MB in total.")
            List<@Valid @NotNull DraftAttachment> attachments,

            @Size(min = 1) @JsonPropertyDescription("Thread to reply in.")
            String threadId,

            @Size(min = 1) @JsonPropertyDescription("Email of that thread to reply to.")
            String replyToEmailId) {

        @JsonIgnore
        @AssertTrue(message = "give at least one of to, cc, bcc, subject, text, html, attachments")
        boolean isWithContent() {
            return Stream.of(to, cc, bcc, subject, text, html, attachments).anyMatch(field -> field != null);
        }

        @JsonIgnore
        @AssertTrue(message = "thread_id and reply_to_email_id go together: give both or neither")
        boolean isReplyInThread() {
            return (threadId == null) == (replyToEmailId == null);
        }

        @JsonIgnore
        @AssertTrue(message = "attachments are over 25 MB: put large files elsewhere and link to them")
        boolean isSmallEnough() {
            return AttachedFile.fit(attachments, AttachedFile.MOST_TEXT_OF_INBOX);
        }
    }

    /** Body of {@code PATCH /inboxes/{inbox_id}/drafts/{draft_id}}. */
    record DraftChange(
            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            Optional<List<@NotNull @Format(MAILBOX) String>> to,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            Optional<List<@NotNull @Format(MAILBOX) String>> cc,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            Optional<List<@NotNull @Format(MAILBOX) String>> bcc,

            Optional<@Format(SINGLE_LINE) String> subject,
            Optional<String> text,
            Optional<String> html,

            @JsonPropertyDescription("Replaces all attachments.")
            Optional<List<@Valid @NotNull DraftAttachment>> attachments) {

        @JsonIgnore
        @AssertTrue(message = "give at least one of to, cc, bcc, subject, text, html, attachments")
        boolean isChange() {
            return Stream.of(to, cc, bcc, subject, text, html, attachments).anyMatch(field -> field != null);
        }

        @JsonIgnore
        @AssertTrue(message = "attachments are over 25 MB: put large files elsewhere and link to them")
        boolean isSmallEnough() {
            return attachments == null || AttachedFile.fit(attachments.orElse(null), AttachedFile.MOST_TEXT_OF_INBOX);
        }
    }

    /** A file that Resend takes into a draft at once. */
    record DraftAttachment(
            @NotBlank @Format(SINGLE_LINE) String filename,

            @Size(min = 1) @JsonPropertyDescription("The file, base64.")
            String content,

            @Format(HTTP_URL) @JsonPropertyDescription("URL that Resend downloads the file from.")
            String path,

            @Format(MIME_TYPE) @JsonPropertyDescription("MIME type; required with content.")
            String contentType)
            implements AttachedFile {

        @JsonIgnore
        @AssertTrue(message = "an attachment with content needs content_type")
        boolean isOfKnownType() {
            return content == null || contentType != null;
        }
    }

    /** Body of {@code POST /inboxes/{inbox_id}/drafts/{draft_id}/send}; none without headers. */
    record Sending(
            @JsonPropertyDescription("Extra mail headers by name; not In-Reply-To, References, Reply-To.")
            Map<@Format(FREE_HEADER_NAME) String, @NotNull @Format(SINGLE_LINE) String> headers) {}
}
