package dev.resendmcp.api;

import static dev.resendmcp.api.constraint.TextFormat.MAILBOX;
import static dev.resendmcp.api.constraint.TextFormat.SENDING_TIME;
import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.model.BroadcastRecipientsQuery;
import dev.resendmcp.api.wire.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One message to all contacts of a segment. */
@Path("broadcasts")
@Consumes("application/json")
@Produces("application/json")
public interface Broadcasts {

    @POST
    @Tool(
            name = "create_broadcast",
            effect = Effect.CREATE,
            description = "Creates a broadcast: drafts (writes) a newsletter or marketing campaign to a segment and"
                    + " returns its id. It stays a draft until send_broadcast, unless send is true: then it goes to"
                    + " every contact, now or at scheduled_at.")
    JsonNode create(@Valid @NotNull NewBroadcast broadcast);

    @GET
    @Tool(
            name = "list_broadcasts",
            effect = Effect.READ,
            description = "Lists broadcasts: past newsletters and campaigns with status, segment and times;"
                    + " get_broadcast has the content.")
    JsonNode list(@Valid @BeanParam Page page);

    @GET
    @Path("{id}")
    @Tool(
            name = "get_broadcast",
            effect = Effect.READ,
            description = "Returns one broadcast (newsletter, campaign) with content, status and times. For results use"
                    + " list_broadcast_recipients, or get_email_metrics with broadcast_id.")
    JsonNode get(@PathParam("id") @Id @JsonPropertyDescription("Broadcast id.") String id);

    @PATCH
    @Path("{id}")
    @Tool(
            name = "update_broadcast",
            effect = Effect.UPDATE,
            description = "Edits a draft broadcast (newsletter): subject, content, segment; omitted fields are kept.")
    JsonNode update(
            @PathParam("id") @Id @JsonPropertyDescription("Broadcast id.") String id,
            @Valid @NotNull BroadcastChange change);

    @DELETE
    @Path("{id}")
    @Tool(
            name = "delete_broadcast",
            effect = Effect.REMOVE,
            description = "Permanently deletes a draft broadcast (campaign). To stop one that is scheduled or being"
                    + " sent, use cancel_broadcast.")
    JsonNode delete(@PathParam("id") @Id @JsonPropertyDescription("Broadcast id.") String id);

    @POST
    @Path("{id}/send")
    @Tool(
            name = "send_broadcast",
            effect = Effect.SEND,
            description = "Sends a draft broadcast (newsletter, campaign) to every contact of its segment, now or"
                    + " scheduled for scheduled_at. Check it first with get_broadcast; cancel_broadcast cannot"
                    + " recall mail already sent.")
    JsonNode send(@PathParam("id") @Id @JsonPropertyDescription("Broadcast id.") String id, @Valid Sending sending);

    @POST
    @Path("{id}/cancel")
    @Tool(
            name = "cancel_broadcast",
            effect = Effect.REMOVE,
            description = "Stops a broadcast, a newsletter that is going out: a scheduled one becomes a draft again,"
                    + " one being sent stops part-way. Mail already sent cannot be recalled.")
    JsonNode cancel(@PathParam("id") @Id @JsonPropertyDescription("Broadcast id.") String id);

    @POST
    @Path("{id}/duplicate")
    @Tool(
            name = "duplicate_broadcast",
            effect = Effect.CREATE,
            description = "Copies a broadcast (last newsletter, campaign), sent or not, as a new draft and returns the"
                    + " new id.")
    JsonNode duplicate(@PathParam("id") @Id @JsonPropertyDescription("Broadcast id.") String id);

    @GET
    @Path("{id}/recipients")
    @Tool(
            name = "list_broadcast_recipients",
            effect = Effect.READ,
            description = "Lists who opened, clicked, bounced or unsubscribed because of a broadcast (newsletter,"
                    + " campaign): the recipients with one event; for clicked, with the links of each. For numbers"
                    + " only use get_email_metrics.")
    JsonNode listRecipients(
            @PathParam("id") @Id @JsonPropertyDescription("Broadcast id.") String id,
            @Valid @BeanParam BroadcastRecipientsQuery query,
            @Valid @BeanParam Page page);

    @GET
    @Path("{id}/clicked-links")
    @Tool(
            name = "list_broadcast_clicked_links",
            effect = Effect.READ,
            description = "Lists which links were clicked in a broadcast (newsletter), with clicks and unique clicks.")
    JsonNode listClickedLinks(
            @PathParam("id") @Id @JsonPropertyDescription("Broadcast id.") String id, @Valid @BeanParam Page page);

    /** Body of {@code POST /broadcasts}. */
    record NewBroadcast(
            @Size(min = 1) @JsonPropertyDescription("Whom to send to.")
            String segmentId,

            @Size(min = 1) @JsonPropertyDescription("Deprecated: use segment_id.")
            String audienceId,

            @NotNull
            @Format(MAILBOX)
            @JsonPropertyDescription("Sender on a verified domain: Ann <ann@mail.example.org>.")
            String from,

            @NotNull @Format(SINGLE_LINE) String subject,

            @Format(SINGLE_LINE) @JsonPropertyDescription("For your own use.")
            String name,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> replyTo,

            @JsonPropertyDescription("Shown after the subject in a mailbox.")
            String previewText,

            @JsonPropertyDescription("Include {{{RESEND_UNSUBSCRIBE_URL}}} as the unsubscribe link.")
            String html,

            String text,

            @Size(min = 1) @JsonPropertyDescription("Topic whose opt-outs are respected.")
            String topicId,

            @JsonPropertyDescription("Send instead of keeping a draft.")
            Boolean send,

            @Format(SENDING_TIME) @JsonPropertyDescription("Needs send true. ISO 8601 or words such as \"in 2 hours\".")
            String scheduledAt) {

        @JsonIgnore
        @AssertTrue(message = "give segment_id, or audience_id instead")
        boolean isForOneSegment() {
            return (segmentId == null) != (audienceId == null);
        }

        @JsonIgnore
        @AssertTrue(message = "give html, text or both")
        boolean isWithContent() {
            return html != null || text != null;
        }

        @JsonIgnore
        @AssertTrue(message = "scheduled_at needs send to be true")
        boolean isScheduleOfSending() {
            return scheduledAt == null || Boolean.TRUE.equals(send);
        }
    }

    /** Body of {@code PATCH /broadcasts/{id}}. */
    record BroadcastChange(
            @Size(min = 1) String segmentId,

            @Size(min = 1) @JsonPropertyDescription("Deprecated: use segment_id.")
            String audienceId,

            @Format(MAILBOX) String from,
            @Format(SINGLE_LINE) String subject,
            @Format(SINGLE_LINE) String name,

            @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<@NotNull @Format(MAILBOX) String> replyTo,

            String previewText,
            String html,
            String text,
            @JsonPropertyDescription("null: no topic.") Optional<@Size(min = 1) String> topicId) {

        @JsonIgnore
        @AssertTrue(message = "give at least one field to change")
        boolean isChange() {
            return Stream.of(segmentId, audienceId, from, subject, name, replyTo, previewText, html, text, topicId)
                    .anyMatch(field -> field != null);
        }

        @JsonIgnore
        @AssertTrue(message = "segment_id and audience_id exclude each other: give segment_id")
        boolean isForOneSegment() {
            return segmentId == null || audienceId == null;
        }
    }

    /** Body of {@code POST /broadcasts/{id}/send}; none to send now. */
    record Sending(
            @Format(SENDING_TIME) @JsonPropertyDescription("ISO 8601 or words such as \"in 2 hours\". Default: now.")
            String scheduledAt) {}
}
