package dev.resendmcp.simulator.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.simulator.core.Store;
import java.util.List;

/** OAuth grants: one seeded. A revoked grant stays in the list. */
public final class OauthGrantModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("oauth_grants", "oauth_grant");

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/oauth/grants", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.delete("/oauth/grants/{oauth_grant_id}", TYPE, OauthGrantModule::revoke));
    }

    @Override
    public void seed(Store store) {
        ObjectNode grant = Json.object()
                .put("object", TYPE.object())
                .put("id", SeedData.OAUTH_GRANT_ID)
                .put("client_id", "5a4d0b0e-0000-4000-8000-000000000a02");
        grant.putArray("scopes").add("emails:send");
        grant.put("created_at", "2026-01-02 08:00:00.000000+00")
                .putNull("revoked_at")
                .putNull("revoked_reason");
        grant.putObject("client").put("name", "Newsletter editor").putNull("logo_uri");
        store.add(TYPE, grant);
    }

    private static ApiResponse revoke(ApiRequest request) {
        ObjectNode grant = request.item();
        if (grant.get("revoked_at").isNull()) {
            grant.put("revoked_at", request.now().toString()).put("revoked_reason", "revoked_by_user");
        }
        return ApiResponse.ok(grant.deepCopy().retain("object", "id", "revoked_at", "revoked_reason"));
    }
}
