package dev.resendmcp.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.model.InboxThreadFilter;
import dev.resendmcp.api.model.InboxThreadSearch;
import dev.resendmcp.api.wire.Page;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;

/** The conversations of an inbox: found, filed and labelled. */
@PartOf(Inboxes.class)
@Path("inboxes/{inbox_id}/threads")
@Consumes("application/json")
@Produces("application/json")
public interface InboxThreads {

    @GET
    @Tool(
            name = "list_inbox_threads",
            effect = Effect.READ,
            description = "Lists conversations (threads, new messages, replies) in an inbox with subject, addresses,"
                    + " labels and folder, newest first. To find one by text, address or date, use"
                    + " search_inbox_threads.")
    JsonNode list(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @Valid @BeanParam InboxThreadFilter filter,
            @Valid @BeanParam Page page);

    @GET
    @Path("search")
    @Tool(
            name = "search_inbox_threads",
            effect = Effect.READ,
            description = "Finds conversations: searches mail in an inbox by text (about what), addresses, attachments"
                    + " or dates. Each result has the id of the matching email.")
    JsonNode search(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @Valid @BeanParam InboxThreadFilter filter,
            @Valid @BeanParam InboxThreadSearch search,
            @Valid @BeanParam Page page);

    @GET
    @Path("{thread_id}")
    @Tool(
            name = "get_inbox_thread",
            effect = Effect.READ,
            description = "Returns subject, folder, labels and read state of a conversation (thread);"
                    + " list_inbox_thread_emails has its emails.")
    JsonNode get(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @PathParam("thread_id") @Id String threadId);

    @PATCH
    @Path("{thread_id}")
    @Tool(
            name = "update_inbox_thread",
            effect = Effect.UPDATE,
            description = "Marks a conversation (thread) as read or unread, or moves it: archive, spam, trash, inbox;"
                    + " moving it out of trash restores it.")
    JsonNode update(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @PathParam("thread_id") @Id String threadId,
            @Valid @NotNull ThreadChange change);

    @DELETE
    @Path("{thread_id}")
    @Tool(
            name = "delete_inbox_thread",
            effect = Effect.REMOVE,
            description = "Moves a thread (conversation) to trash, where it is permanently deleted after 30 days; until"
                    + " then update_inbox_thread restores it. deleted is false if it was already in trash.")
    JsonNode delete(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @PathParam("thread_id") @Id String threadId);

    @POST
    @Path("{thread_id}/labels")
    @Tool(
            name = "add_inbox_thread_labels",
            effect = Effect.ADD,
            description = "Adds labels: tags a conversation (thread), such as urgent, keeps the existing ones and"
                    + " returns all.")
    JsonNode addLabels(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @PathParam("thread_id") @Id String threadId,
            @Valid @NotNull AddedLabels labels);

    @PUT
    @Path("{thread_id}/labels")
    @Tool(
            name = "set_inbox_thread_labels",
            effect = Effect.REMOVE,
            description = "Replaces all labels (tags) of a thread and returns them; an empty list removes all. To keep"
                    + " the others, use add_inbox_thread_labels.")
    JsonNode setLabels(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @PathParam("thread_id") @Id String threadId,
            @Valid @NotNull AllLabels labels);

    @DELETE
    @Path("{thread_id}/labels/{label_id}")
    @Tool(
            name = "remove_inbox_thread_label",
            effect = Effect.REMOVE,
            description = "Removes one label (tag) from a conversation, a thread, and returns the rest; the label"
                    + " itself stays in the inbox.")
    JsonNode removeLabel(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @PathParam("thread_id") @Id String threadId,
            @PathParam("label_id") @Id String labelId);

    /** Body of {@code PATCH /inboxes/{inbox_id}/threads/{thread_id}}. */
    record ThreadChange(Boolean read, Target folder) {

        @JsonIgnore
        @AssertTrue(message = "give at least one of read, folder")
        boolean isChange() {
            return read != null || folder != null;
        }
    }

    /** Body of {@code POST /inboxes/{inbox_id}/threads/{thread_id}/labels}. */
    record AddedLabels(
            @NotEmpty @Size(max = 10) @JsonPropertyDescription("Label ids.")
            List<@NotBlank String> labels) {}

    /** Body of {@code PUT /inboxes/{inbox_id}/threads/{thread_id}/labels}. */
    record AllLabels(
            @NotNull @JsonPropertyDescription("Label ids.") List<@NotBlank String> labels) {}

    /** Folders that a thread can be moved to. */
    enum Target {
        INBOX,
        ARCHIVE,
        SPAM,
        TRASH;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
