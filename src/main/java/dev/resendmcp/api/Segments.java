package dev.resendmcp.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.wire.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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
import java.util.Map;

/** Groups of contacts that broadcasts go to. */
@Path("segments")
@Consumes("application/json")
@Produces("application/json")
public interface Segments {

    @POST
    @Tool(
            name = "create_segment",
            effect = Effect.CREATE,
            description = "Makes a segment: a mailing list, audience or group of contacts, such as VIP customers, to"
                    + " send broadcasts to. Returns its id; add members with add_contact_to_segment.")
    JsonNode create(@Valid @NotNull NewSegment segment);

    @GET
    @Tool(
            name = "list_segments",
            effect = Effect.READ,
            description = "Lists all segments (mailing lists, groups); list_segment_contacts has their members.")
    JsonNode list(@Valid @BeanParam Page page);

    @GET
    @Path("{id}")
    @Tool(
            name = "get_segment",
            effect = Effect.READ,
            description = "Returns a segment's name, filter and creation time, but not its members.")
    JsonNode get(@PathParam("id") @Id String id);

    @PATCH
    @Path("{id}")
    @Tool(
            name = "update_segment",
            title = "Rename segment",
            effect = Effect.UPDATE,
            description = "Renames a segment (mailing list); its members are kept.")
    JsonNode update(@PathParam("id") @Id String id, @Valid @NotNull NewName name);

    @DELETE
    @Path("{id}")
    @Tool(
            name = "delete_segment",
            effect = Effect.REMOVE,
            description = "Permanently deletes a segment, a mailing list; its contacts are kept.")
    JsonNode delete(@PathParam("id") @Id String id);

    @GET
    @Path("{id}/contacts")
    @Tool(
            name = "list_segment_contacts",
            title = "List contacts of segment",
            effect = Effect.READ,
            description = "Lists the people (contacts, members, subscribers) in a segment, newest first; the same as"
                    + " list_contacts with segment_id.")
    JsonNode listContacts(@PathParam("id") @Id String id, @Valid @BeanParam Page page);

    /** Body of {@code POST /segments}. */
    record NewSegment(
            @NotBlank String name,

            @JsonPropertyDescription("Conditions that select members, in Resend's filter format.")
            Map<String, Object> filter,

            @Size(min = 1) @JsonPropertyDescription("Deprecated; not needed.")
            String audienceId) {}

    /** Body of {@code PATCH /segments/{id}}. */
    record NewName(@NotBlank String name) {}
}
