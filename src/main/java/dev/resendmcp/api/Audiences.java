package dev.resendmcp.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Id;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/** Groups of contacts in the form of former times. Resend keeps them working; segments have taken their place. */
@Path("audiences")
@Consumes("application/json")
@Produces("application/json")
public interface Audiences {

    @POST
    @Tool(
            name = "create_audience",
            effect = Effect.CREATE,
            description = "Deprecated: use create_segment instead. Returns the audience's id.")
    JsonNode create(@Valid @NotNull NewAudience audience);

    @GET
    @Tool(
            name = "list_audiences",
            effect = Effect.READ,
            description = "Deprecated: use list_segments instead. Has no paging.")
    JsonNode list();

    @GET
    @Path("{id}")
    @Tool(name = "get_audience", effect = Effect.READ, description = "Deprecated: use get_segment instead.")
    JsonNode get(@PathParam("id") @Id String id);

    @DELETE
    @Path("{id}")
    @Tool(
            name = "delete_audience",
            effect = Effect.REMOVE,
            description = "Deprecated: use delete_segment instead. Contacts are kept.")
    JsonNode delete(@PathParam("id") @Id String id);

    /** Body of {@code POST /audiences}. */
    record NewAudience(@NotBlank String name) {}
}
