package dev.resendmcp.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.wire.Page;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/** What the account allows other applications to do in its name. */
@Path("oauth/grants")
@Consumes("application/json")
@Produces("application/json")
public interface OauthGrants {

    @GET
    @Tool(
            name = "list_oauth_grants",
            title = "List OAuth grants",
            effect = Effect.READ,
            description = "Lists the apps (integrations) that have or had access to the account, with scopes and when"
                    + " it was revoked.")
    JsonNode list(@Valid @BeanParam Page page);

    @DELETE
    @Path("{oauth_grant_id}")
    @Tool(
            name = "revoke_oauth_grant",
            title = "Revoke OAuth grant",
            effect = Effect.REMOVE,
            description = "Revokes an app's access, disconnects an integration; it must be authorized again to return.")
    JsonNode revoke(@PathParam("oauth_grant_id") @Id String oauthGrantId);
}
