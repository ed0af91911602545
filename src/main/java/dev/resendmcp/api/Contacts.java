package dev.resendmcp.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.constraint.OptionalId;
import dev.resendmcp.api.model.Contact;
import dev.resendmcp.api.model.ContactFilter;
import dev.resendmcp.api.model.ContactImport;
import dev.resendmcp.api.wire.Page;
import jakarta.validation.Valid;
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
import jakarta.ws.rs.QueryParam;

/**
 * The people that broadcasts go to, their segments, topics, and imports of many. A tool that chooses between endpoints is
 * a default method; JAX-RS annotations only name its arguments.
 */
@Path("")
@Consumes("application/json")
@Produces("application/json")
public interface Contacts extends ContactEndpoints {

    @Tool(
            name = "create_contact",
            effect = Effect.CREATE,
            description = "Adds a person (contact, subscriber) to the account and returns the id. For many, use"
                    + " create_contact_import.")
    default JsonNode createContact(@Valid @NotNull Contact.New contact) {
        return contact.audienceId() == null ? create(contact) : create(contact.audienceId(), contact.legacy());
    }

    @Tool(
            name = "list_contacts",
            effect = Effect.READ,
            description = "Lists contacts: who is on our list, all subscribers of the account or of a segment, newest"
                    + " first, without properties.")
    default JsonNode listContacts(@Valid @BeanParam ContactFilter filter, @Valid @BeanParam Page page) {
        return filter.audienceId == null ? list(filter, page) : listMembers(filter.audienceId, page);
    }

    @Tool(
            name = "get_contact_by_email",
            effect = Effect.READ,
            description = "Finds (looks up) a contact, a subscriber, by email address: names, unsubscribed or not,"
                    + " properties.")
    default JsonNode getByEmail(
            @PathParam("email") @Id String email,
            @QueryParam("audience_id") @OptionalId @JsonPropertyDescription(Contact.IN_AUDIENCE) String audienceId) {
        return audienceId == null ? get(email) : getMember(audienceId, email);
    }

    @Tool(
            name = "get_contact_by_id",
            effect = Effect.READ,
            description = "Returns the contact (subscriber) with this id: names, unsubscribed or not, properties.")
    default JsonNode getById(
            @PathParam("id") @Id String id,
            @QueryParam("audience_id") @OptionalId @JsonPropertyDescription(Contact.IN_AUDIENCE) String audienceId) {
        return audienceId == null ? get(id) : getMember(audienceId, id);
    }

    @Tool(
            name = "update_contact_by_email",
            effect = Effect.UPDATE,
            description = "Changes the contact with this address: name, properties, or unsubscribes someone from all"
                    + " newsletters and resubscribes; omitted fields are kept. To change the address, use"
                    + " update_contact_by_id.")
    default JsonNode updateByEmail(
            @PathParam("email") @Id String email,
            @QueryParam("audience_id") @OptionalId @JsonPropertyDescription(Contact.IN_AUDIENCE) String audienceId,
            @Valid @NotNull Contact.Details change) {
        return audienceId == null ? update(email, change) : updateMember(audienceId, email, change);
    }

    @Tool(
            name = "update_contact_by_id",
            effect = Effect.UPDATE,
            description = "Changes the contact with this id: name, address, properties, unsubscribe or resubscribe;"
                    + " omitted fields are kept. For topics, use update_contact_topics.")
    default JsonNode updateById(@PathParam("id") @Id String id, @Valid @NotNull Contact.DetailsAndEmail change) {
        return change.audienceId() == null
                ? update(id, change)
                : updateMember(change.audienceId(), id, change.details());
    }

    @Tool(
            name = "delete_contact_by_email",
            effect = Effect.REMOVE,
            description = "Permanently deletes (erases, GDPR) the contact with this address, the person's data. To stop"
                    + " newsletters only, set unsubscribed instead.")
    default JsonNode deleteByEmail(
            @PathParam("email") @Id String email,
            @QueryParam("audience_id") @OptionalId @JsonPropertyDescription(Contact.IN_AUDIENCE) String audienceId) {
        return audienceId == null ? delete(email) : deleteMember(audienceId, email);
    }

    @Tool(
            name = "delete_contact_by_id",
            effect = Effect.REMOVE,
            description = "Permanently deletes (erases, GDPR) the contact with this id. To stop newsletters only, set"
                    + " unsubscribed instead.")
    default JsonNode deleteById(
            @PathParam("id") @Id String id,
            @QueryParam("audience_id") @OptionalId @JsonPropertyDescription(Contact.IN_AUDIENCE) String audienceId) {
        return audienceId == null ? delete(id) : deleteMember(audienceId, id);
    }

    @POST
    @Path("contacts/{contact_id}/segments/{segment_id}")
    @Tool(
            name = "add_contact_to_segment",
            effect = Effect.ADD,
            description = "Adds (puts) a contact into a segment, a group or mailing list.")
    JsonNode addToSegment(
            @PathParam("contact_id") @Id @JsonPropertyDescription("Contact id or email.") String contactId,
            @PathParam("segment_id") @Id String segmentId);

    @DELETE
    @Path("contacts/{contact_id}/segments/{segment_id}")
    @Tool(
            name = "remove_contact_from_segment",
            effect = Effect.REMOVE,
            description = "Takes a contact out of a segment (group, list) without deleting the contact.")
    JsonNode removeFromSegment(
            @PathParam("contact_id") @Id @JsonPropertyDescription("Contact id or email.") String contactId,
            @PathParam("segment_id") @Id String segmentId);

    @GET
    @Path("contacts/{contact_id}/segments")
    @Tool(
            name = "list_contact_segments",
            title = "List segments of contact",
            effect = Effect.READ,
            description = "Lists which segments (lists, groups) this contact is on.")
    JsonNode listSegments(
            @PathParam("contact_id") @Id @JsonPropertyDescription("Contact id or email.") String contactId,
            @Valid @BeanParam Page page);

    @GET
    @Path("contacts/{contact_id}/topics")
    @Tool(
            name = "get_contact_topics",
            title = "Get topics of contact",
            effect = Effect.READ,
            description = "Lists the topics a contact is subscribed to: opt_in or opt_out for each.")
    JsonNode getTopics(
            @PathParam("contact_id") @Id @JsonPropertyDescription("Contact id or email.") String contactId,
            @Valid @BeanParam Page page);

    @PATCH
    @Path("contacts/{contact_id}/topics")
    @Tool(
            name = "update_contact_topics",
            title = "Update topics of contact",
            effect = Effect.UPDATE,
            description = "Changes a contact's email preferences: opts someone in to or out of topics, such as product"
                    + " news; other topics are kept.")
    JsonNode updateTopics(
            @PathParam("contact_id") @Id @JsonPropertyDescription("Contact id or email.") String contactId,
            @Valid @NotNull Contact.Topics topics);

    @Tool(
            name = "create_contact_import",
            title = "Import contacts",
            effect = Effect.MERGE,
            description = "Imports contacts (subscribers) from CSV, a spreadsheet export, of at most 50 MB. Runs in the"
                    + " background: returns an id; check progress with get_contact_import. For a single one, use"
                    + " create_contact.")
    default JsonNode createImport(@Valid @NotNull ContactImport contacts) {
        return upload(contacts.parts());
    }

    @GET
    @Path("contacts/imports")
    @Tool(
            name = "list_contact_imports",
            effect = Effect.READ,
            description = "Lists previous imports of contacts with their status and row counts.")
    JsonNode listImports(@QueryParam("status") ContactImport.Status status, @Valid @BeanParam Page page);

    @GET
    @Path("contacts/imports/{id}")
    @Tool(
            name = "get_contact_import",
            effect = Effect.READ,
            description = "Returns how far a contact import is: status, and how many rows were created, updated,"
                    + " skipped and failed.")
    JsonNode getImport(@PathParam("id") @Id String id);
}
