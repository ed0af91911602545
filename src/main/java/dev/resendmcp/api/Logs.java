package dev.resendmcp.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.constraint.Id;
import dev.resendmcp.api.wire.Page;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/** What the account asked of Resend's API. */
@Path("logs")
@Consumes("application/json")
@Produces("application/json")
public interface Logs {

    @GET
    @Tool(
            name = "list_logs",
            title = "List API logs",
            effect = Effect.READ,
            description = "Lists the history of API requests (calls) of this account, newest first: endpoint, method,"
                    + " status, user agent.")
    JsonNode list(@Valid @BeanParam Page page);

    @GET
    @Path("{log_id}")
    @Tool(
            name = "get_log",
            title = "Get API log",
            effect = Effect.READ,
            description = "Returns one logged API request (call) with its request and response body: why it failed,"
                    + " such as with 422.")
    JsonNode get(@PathParam("log_id") @Id String logId);
}
