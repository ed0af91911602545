package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Access that other applications were given: one from the start. A grant that was revoked stays in the list. */
final class OauthGrants implements ApiModule {
    private static final Kind KIND = Kind.of("oauth_grants", "oauth_grant");

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/oauth/grants", KIND, Rest::list).query(Fields.page()),
                Route.delete("/oauth/grants/{oauth_grant_id}", KIND, OauthGrants::revoke));
    }

    @Override
    public void seed(Store store) {
        ObjectNode grant = JsonNodeFactory.instance
                .objectNode()
                .put("object", KIND.object())
                .put("id", ResendSimulator.OAUTH_GRANT_ID)
                .put("client_id", "5a4d0b0e-0000-4000-8000-000000000a02");
        grant.putArray("scopes").add("emails:send");
        grant.put("created_at", "2026-01-02 08:00:00.000000+00")
                .putNull("revoked_at")
                .putNull("revoked_reason");
        grant.putObject("client").put("name", "Newsletter editor").putNull("logo_uri");
        store.add(KIND, Store.ACCOUNT, grant);
    }

    private static Answer revoke(Call call) {
        ObjectNode grant = call.item();
        if (grant.get("revoked_at").isNull()) {
            grant.put("revoked_at", call.now().toString()).put("revoked_reason", "revoked_by_user");
        }
        return Answer.ok(grant.deepCopy().retain("object", "id", "revoked_at", "revoked_reason"));
    }
}
