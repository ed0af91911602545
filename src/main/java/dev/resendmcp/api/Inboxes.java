package dev.resendmcp.api;

import static dev.resendmcp.api.constraint.TextFormat.ADDRESS;
import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.wire.Page;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
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

/** Shared mailboxes of the account: conversations that people, and an agent, read and answer. */
@Path("inboxes")
@Consumes("application/json")
@Produces("application/json")
public interface Inboxes {
    /** What names an inbox in a path. */
    String INBOX = "Inbox id or address.";

    @POST
    @Tool(
            name = "create_inbox",
            effect = Effect.CREATE,
            description = "Creates an inbox, a shared mailbox such as support, for an address on one of your domains."
                    + " To read incoming mail without threads and drafts, use list_received_emails.")
    JsonNode create(@Valid @NotNull NewInbox inbox);

    @GET
    @Tool(
            name = "list_inboxes",
            effect = Effect.READ,
            description = "Lists shared inboxes (mailboxes) with address, unread count and time of the last incoming"
                    + " mail.")
    JsonNode list(@Valid @BeanParam Page page);

    @GET
    @Path("{inbox_id}")
    @Tool(
            name = "get_inbox",
            effect = Effect.READ,
            description = "Returns one inbox with its counts, such as unread, and receiving_address; list_inbox_threads"
                    + " has its mail.")
    JsonNode get(@PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId);

    @PATCH
    @Path("{inbox_id}")
    @Tool(
            name = "update_inbox",
            effect = Effect.UPDATE,
            description = "Changes the name or the sender name of an inbox; the address cannot be changed.")
    JsonNode update(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @Valid @NotNull InboxChange change);

    @DELETE
    @Path("{inbox_id}")
    @Tool(
            name = "delete_inbox",
            effect = Effect.REMOVE,
            description = "Permanently deletes an inbox, a mailbox. To delete one conversation, use"
                    + " delete_inbox_thread.")
    JsonNode delete(@PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId);

    @GET
    @Path("{inbox_id}/agent")
    @Tool(
            name = "get_inbox_agent",
            effect = Effect.READ,
            description = "Returns the instructions of the inbox's AI agent (assistant) that answers mail, and the"
                    + " actions it may take.")
    JsonNode getAgent(@PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId);

    @PATCH
    @Path("{inbox_id}/agent")
    @Tool(
            name = "update_inbox_agent",
            effect = Effect.UPDATE,
            description = "Changes instructions, tone or allowed actions of the inbox's AI agent; omitted fields do not"
                    + " change.")
    JsonNode updateAgent(
            @PathParam("inbox_id") @Id @JsonPropertyDescription(Inboxes.INBOX) String inboxId,
            @Valid @NotNull AgentChange change);

    /** Body of {@code POST /inboxes}. */
    record NewInbox(
            @NotNull @Format(ADDRESS) @JsonPropertyDescription("Address on a domain of the account.")
            String emailAddress,

            @Format(SINGLE_LINE) @JsonPropertyDescription("For your own use; default the address.")
            String name,

            @JsonPropertyDescription("Create an address to forward mail to, instead of an MX record; default false.")
            Boolean forwarding,

            @Format(SINGLE_LINE) @JsonPropertyDescription("Sender name that recipients see.")
            String fromName) {}

    /** Body of {@code PATCH /inboxes/{inbox_id}}. */
    record InboxChange(
            @Format(SINGLE_LINE) String name,

            @Format(SINGLE_LINE) @JsonPropertyDescription("Sender name that recipients see.")
            String fromName) {

        @JsonIgnore
        @AssertTrue(message = "give at least one of name, from_name")
        boolean isChange() {
            return name != null || fromName != null;
        }
    }

    /** Body of {@code PATCH /inboxes/{inbox_id}/agent}. */
    record AgentChange(
            @JsonPropertyDescription("null: none.") Optional<String> instructions,
            @JsonPropertyDescription("null: none set.") Optional<Tone> tone,

            @JsonPropertyDescription("Replaces all allowed actions; an empty list allows none.")
            List<@NotNull Action> actions) {

        @JsonIgnore
        @AssertTrue(message = "give at least one of instructions, tone, actions")
        boolean isChange() {
            return instructions != null || tone != null || actions != null;
        }
    }

    /** How the agent writes. */
    enum Tone {
        CONCISE_PROFESSIONAL,
        CONCISE_CASUAL,
        EXPANDED_PROFESSIONAL,
        EXPANDED_CASUAL;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }

    /** What the agent may do by itself. */
    enum Action {
        DRAFT_REPLY,
        FORWARD_THREAD,
        ADD_LABELS,
        ASSIGN_THREAD,
        MARK_AS_SPAM,
        ARCHIVE,
        MOVE_TO_TRASH;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
