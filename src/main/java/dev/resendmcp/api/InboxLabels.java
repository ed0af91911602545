package dev.resendmcp.api;

import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.constraint.Id;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/** The labels of an inbox; a thread gets them in {@link InboxThreads}. */
@PartOf(Inboxes.class)
@Path("inboxes/{inbox_id}/labels")
@Consumes("application/json")
@Produces("application/json")
public interface InboxLabels {
    /** How a color is written. */
    String COLOR = "#[0-9A-Fa-f]{6}";

    @GET
    @Tool(
            name = "list_inbox_labels",
            effect = Effect.READ,
            description = "Lists which labels (tags) exist in an inbox, with id, name and color.")
    JsonNode list(@PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId);

    @POST
    @Tool(
            name = "create_inbox_label",
            effect = Effect.CREATE,
            description = "Creates a label (tag) in an inbox and returns its id, for add_inbox_thread_labels.")
    JsonNode create(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @Valid @NotNull NewLabel label);

    @PATCH
    @Path("{label_id}")
    @Tool(
            name = "update_inbox_label",
            effect = Effect.UPDATE,
            description = "Changes name or color (colour) of a label on all its threads.")
    JsonNode update(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @PathParam("label_id") @Id String labelId,
            @Valid @NotNull LabelChange change);

    @DELETE
    @Path("{label_id}")
    @Tool(
            name = "delete_inbox_label",
            effect = Effect.REMOVE,
            description = "Permanently deletes a label everywhere, from all threads. To remove it from one thread, use"
                    + " remove_inbox_thread_label.")
    JsonNode delete(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @PathParam("label_id") @Id String labelId);

    /** Body of {@code POST /inboxes/{inbox_id}/labels}. */
    record NewLabel(
            @NotBlank @Format(SINGLE_LINE) String name,

            @Pattern(regexp = COLOR, message = "must be a color such as #3366FF")
            @JsonPropertyDescription("#RRGGBB; default: Resend's choice.")
            String color) {}

    /** Body of {@code PATCH /inboxes/{inbox_id}/labels/{label_id}}. */
    record LabelChange(
            @Size(min = 1) @Format(SINGLE_LINE) String name,

            @Pattern(regexp = COLOR, message = "must be a color such as #3366FF") @JsonPropertyDescription("#RRGGBB.")
            String color) {

        @JsonIgnore
        @AssertTrue(message = "give at least one of name, color")
        boolean isChange() {
            return name != null || color != null;
        }
    }
}
