package dev.resendmcp.api;

import static dev.resendmcp.api.constraint.TextFormat.HTTP_URL;
import static dev.resendmcp.api.constraint.TextFormat.WEBHOOK_EVENT;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.wire.EnabledState;
import dev.resendmcp.api.wire.ForwardPage;
import dev.resendmcp.api.wire.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotEmpty;
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

/** Endpoints of yours that Resend tells about events, and what became of the deliveries. */
@Path("webhooks")
@Consumes("application/json")
@Produces("application/json")
public interface Webhooks {

    @POST
    @Tool(
            name = "create_webhook",
            effect = Effect.CREATE,
            description = "Creates a webhook: notifies your server, an endpoint URL, of events such as mail delivered,"
                    + " opened or bounced. Returns its id and the signing_secret for verifying deliveries.")
    JsonNode create(@Valid @NotNull NewWebhook webhook);

    @GET
    @Tool(
            name = "list_webhooks",
            effect = Effect.READ,
            description = "Lists webhooks with endpoint, events and status, without signing secrets.")
    JsonNode list(@Valid @BeanParam Page page);

    @GET
    @Path("{webhook_id}")
    @Tool(
            name = "get_webhook",
            effect = Effect.READ,
            description = "Returns one webhook, including its signing_secret.")
    JsonNode get(@PathParam("webhook_id") @Id String webhookId);

    @PATCH
    @Path("{webhook_id}")
    @Tool(
            name = "update_webhook",
            effect = Effect.UPDATE,
            description = "Changes a webhook: the URL that events are posted to, its events, or disables or enables it;"
                    + " omitted fields are kept.")
    JsonNode update(@PathParam("webhook_id") @Id String webhookId, @Valid @NotNull WebhookChange change);

    @DELETE
    @Path("{webhook_id}")
    @Tool(
            name = "delete_webhook",
            effect = Effect.REMOVE,
            description = "Permanently deletes a webhook. To pause it, use update_webhook with status disabled.")
    JsonNode delete(@PathParam("webhook_id") @Id String webhookId);

    @GET
    @Path("{webhook_id}/events")
    @Tool(
            name = "list_webhook_events",
            effect = Effect.READ,
            description = "Lists the deliveries (events) of a webhook, newest first, with type and status: which"
                    + " failed, success, pending or attempting.")
    JsonNode listEvents(@PathParam("webhook_id") @Id String webhookId, @Valid @BeanParam ForwardPage page);

    @GET
    @Path("{webhook_id}/events/{event_id}")
    @Tool(
            name = "get_webhook_event",
            effect = Effect.READ,
            description = "Returns one webhook event with its payload, delivery status and next attempt.")
    JsonNode getEvent(
            @PathParam("webhook_id") @Id String webhookId,
            @PathParam("event_id") @Id @JsonPropertyDescription("Event id, msg_...") String eventId);

    @POST
    @Path("{webhook_id}/events/{event_id}/replay")
    @Tool(
            name = "replay_webhook_event",
            effect = Effect.CREATE,
            description = "Resends (retries) a webhook delivery: queues an event again for the endpoint; check the"
                    + " result with list_webhook_event_attempts.")
    JsonNode replayEvent(
            @PathParam("webhook_id") @Id String webhookId,
            @PathParam("event_id") @Id @JsonPropertyDescription("Event id, msg_...") String eventId);

    @GET
    @Path("{webhook_id}/events/{event_id}/attempts")
    @Tool(
            name = "list_webhook_event_attempts",
            effect = Effect.READ,
            description = "Lists the delivery attempts of a webhook event and what your endpoint answered: HTTP status"
                    + " and response.")
    JsonNode listEventAttempts(
            @PathParam("webhook_id") @Id String webhookId,
            @PathParam("event_id") @Id @JsonPropertyDescription("Event id, msg_...") String eventId,
            @Valid @BeanParam ForwardPage page);

    @POST
    @Path("{webhook_id}/signing-secret/rotate")
    @Tool(
            name = "rotate_webhook_signing_secret",
            effect = Effect.ROTATE,
            description = "Replaces (rotates) the signing secret of a webhook and returns the new one. The receiver"
                    + " must switch to it, or it will reject deliveries.")
    JsonNode rotateSigningSecret(@PathParam("webhook_id") @Id String webhookId);

    /** Body of {@code POST /webhooks}. */
    record NewWebhook(
            @NotNull @Format(HTTP_URL) @JsonPropertyDescription("URL that events are posted to.")
            String endpoint,

            @NotEmpty
            @JsonPropertyDescription("Types such as email.bounced, contact.created, domain.updated,"
                    + " suppression.added, topic.deleted, inbox.email.received.")
            List<@NotNull @Format(WEBHOOK_EVENT) String> events) {}

    /** Body of {@code PATCH /webhooks/{webhook_id}}. */
    record WebhookChange(
            @Format(HTTP_URL) String endpoint,

            @Size(min = 1) @JsonPropertyDescription("Replaces the whole list.")
            List<@NotNull @Format(WEBHOOK_EVENT) String> events,

            EnabledState status) {

        @JsonIgnore
        @AssertTrue(message = "give at least one of endpoint, events, status")
        boolean isChange() {
            return endpoint != null || events != null || status != null;
        }
    }
}
