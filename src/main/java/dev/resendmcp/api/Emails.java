package dev.resendmcp.api;

import static dev.resendmcp.api.constraint.TextFormat.SENDING_TIME;
import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.constraint.IdempotencyKey;
import dev.resendmcp.api.model.EmailContent;
import dev.resendmcp.api.model.EmailMetricsQuery;
import dev.resendmcp.api.wire.Page;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/** Mail that the account sends: now, later or in batches, and what became of it. */
@Path("emails")
@Consumes("application/json")
@Produces("application/json")
public interface Emails {

    @POST
    @Tool(
            name = "send_email",
            effect = Effect.SEND,
            description = "Sends one email (message, mail), now or scheduled at scheduled_at, with html, text or a"
                    + " published template, and attachments such as an invoice. For 2 to 100 different emails, use"
                    + " send_batch_emails. Returns its id; check delivery with get_email.")
    JsonNode send(
            @HeaderParam("Idempotency-Key") @IdempotencyKey @JsonPropertyDescription(IdempotencyKey.PURPOSE)
                    String idempotencyKey,
            @Valid @NotNull EmailContent.Email email);

    @POST
    @Path("batch")
    @Tool(
            name = "send_batch_emails",
            title = "Send batch of emails",
            effect = Effect.SEND,
            description = "Sends 1 to 100 different, personalised emails at once (bulk, batch) in one request, without"
                    + " attachments. Returns the ids in order. For one email, use send_email.")
    JsonNode sendBatch(
            @HeaderParam("Idempotency-Key") @IdempotencyKey @JsonPropertyDescription(IdempotencyKey.PURPOSE)
                    String idempotencyKey,
            @HeaderParam("x-batch-validation")
                    @JsonProperty("batch_validation")
                    @JsonPropertyDescription(
                            "strict (default): one invalid email rejects all. permissive: valid ones are sent,"
                                    + " invalid ones are returned in errors.")
                    BatchValidation batchValidation,
            @Valid @NotNull EmailContent.Batch batch);

    @GET
    @Tool(
            name = "list_emails",
            title = "List sent emails",
            effect = Effect.READ,
            description = "Lists sent emails, newest first: history of what was sent (today, recently) and last_event,"
                    + " whether each was delivered. get_email has the text. For incoming mail, use"
                    + " list_received_emails.")
    JsonNode list(@Valid @BeanParam Page page);

    @GET
    @Path("{email_id}")
    @Tool(
            name = "get_email",
            title = "Get sent email",
            effect = Effect.READ,
            description = "Returns one sent email: its text and last_event, the delivery status: delivered, opened,"
                    + " bounced, failed: whether my email was delivered, arrived or did bounce.")
    JsonNode get(@PathParam("email_id") @Id String emailId);

    @PATCH
    @Path("{email_id}")
    @Tool(
            name = "update_email",
            title = "Reschedule email",
            effect = Effect.UPDATE,
            description = "Reschedules a scheduled email: moves it to a later or earlier time; nothing else can be"
                    + " changed. To stop it, use cancel_email.")
    JsonNode update(@PathParam("email_id") @Id String emailId, @Valid @NotNull NewSchedule schedule);

    @POST
    @Path("{email_id}/cancel")
    @Tool(
            name = "cancel_email",
            title = "Cancel scheduled email",
            effect = Effect.REMOVE,
            description = "Permanently stops (unschedules) a scheduled email before it goes out. An email that was"
                    + " already sent cannot be cancelled.")
    JsonNode cancel(@PathParam("email_id") @Id String emailId);

    @POST
    @Path("{email_id}/share")
    @Tool(
            name = "share_email",
            effect = Effect.CREATE,
            description = "Creates a public link to share one email, sent or received: anyone with the link can read it"
                    + " until it expires.")
    JsonNode share(@PathParam("email_id") @Id String emailId, @Valid SharedLink link);

    @GET
    @Path("metrics")
    @Tool(
            name = "get_email_metrics",
            effect = Effect.READ,
            description = "Returns statistics (analytics, report) of sent mail for a date range: open rate, click rate,"
                    + " bounce rate, complaints, deliverability; totals, or rows per day, week, month, domain,"
                    + " email or broadcast if dimensions are given.")
    JsonNode metrics(@Valid @BeanParam EmailMetricsQuery query);

    @GET
    @Path("{email_id}/attachments")
    @Tool(
            name = "list_email_attachments",
            title = "List sent attachments",
            effect = Effect.READ,
            description = "Lists the attachments, the files attached to a sent email, with name, type, size and a"
                    + " download URL that expires.")
    JsonNode listAttachments(@PathParam("email_id") @Id String emailId, @Valid @BeanParam Page page);

    @GET
    @Path("{email_id}/attachments/{attachment_id}")
    @Tool(
            name = "get_email_attachment",
            title = "Get sent attachment",
            effect = Effect.READ,
            description = "Returns one attachment (file) of a sent email: name, type, size and a fresh URL to download"
                    + " it.")
    JsonNode getAttachment(
            @PathParam("email_id") @Id String emailId, @PathParam("attachment_id") @Id String attachmentId);

    /** Body of {@code PATCH /emails/{email_id}}. */
    record NewSchedule(
            @NotNull
            @Format(SENDING_TIME)
            @JsonPropertyDescription("ISO 8601 or words such as \"in 2 hours\"; at most 30 days ahead.")
            String scheduledAt) {}

    /** Body of {@code POST /emails/{email_id}/share}. */
    record SharedLink(
            @Size(min = 1)
            @Format(SINGLE_LINE)
            @JsonPropertyDescription("Such as \"10m\", \"2 hours\", \"1 day\"; default and maximum 48 hours.")
            String expiresIn) {}

    /** What a batch does with an email that is not valid. Header {@code x-batch-validation}. */
    enum BatchValidation {
        STRICT,
        PERMISSIVE;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
