package dev.resendmcp.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.model.Contact;
import dev.resendmcp.api.model.ContactFilter;
import dev.resendmcp.api.wire.FormPart;
import dev.resendmcp.api.wire.Page;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/**
 * The endpoints behind those tools of {@link Contacts} that must choose one. Contacts belong to the account today; the
 * forms inside an audience answer callers who still name one.
 */
@Path("")
public interface ContactEndpoints {
    /** Creates a contact of the account. */
    @POST
    @Path("contacts")
    JsonNode create(Contact.New contact);

    /** Creates a contact in an audience. */
    @POST
    @Path("audiences/{audience_id}/contacts")
    JsonNode create(@PathParam("audience_id") String audienceId, Contact.Legacy contact);

    /** Contacts of the account, or of a segment. */
    @GET
    @Path("contacts")
    JsonNode list(@BeanParam ContactFilter filter, @BeanParam Page page);

    /** Contacts of a segment, which an audience is today. */
    @GET
    @Path("segments/{id}/contacts")
    JsonNode listMembers(@PathParam("id") String segmentId, @BeanParam Page page);

    /** Reads a contact by id or address. */
    @GET
    @Path("contacts/{id}")
    JsonNode get(@PathParam("id") String id);

    /** Reads a contact of an audience by id or address. */
    @GET
    @Path("audiences/{audience_id}/contacts/{id}")
    JsonNode getMember(@PathParam("audience_id") String audienceId, @PathParam("id") String id);

    /** Changes a contact by id or address. */
    @PATCH
    @Path("contacts/{id}")
    JsonNode update(@PathParam("id") String id, Contact.Change change);

    /** Changes a contact of an audience by id or address. */
    @PATCH
    @Path("audiences/{audience_id}/contacts/{id}")
    JsonNode updateMember(
            @PathParam("audience_id") String audienceId, @PathParam("id") String id, Contact.Details change);

    /** Deletes a contact by id or address. */
    @DELETE
    @Path("contacts/{id}")
    JsonNode delete(@PathParam("id") String id);

    /** Deletes a contact of an audience by id or address. */
    @DELETE
    @Path("audiences/{audience_id}/contacts/{id}")
    JsonNode deleteMember(@PathParam("audience_id") String audienceId, @PathParam("id") String id);

    /** Uploads a file of contacts. */
    @POST
    @Path("contacts/imports")
    @Consumes("multipart/form-data")
    JsonNode upload(List<FormPart> parts);
}
