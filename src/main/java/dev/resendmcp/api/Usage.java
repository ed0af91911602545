package dev.resendmcp.api;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** What the account has used up of its plan. */
@Path("usage")
@Consumes("application/json")
@Produces("application/json")
public interface Usage {

    @GET
    @Tool(
            name = "get_usage",
            effect = Effect.READ,
            description = "Returns usage and limits of the plan, how much quota is left: emails per day (daily sending"
                    + " limit) and month, contacts, segments, broadcasts, AI credits, automation runs, domains,"
                    + " requests per second.")
    JsonNode get();
}
