package dev.resendmcp.simulator.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Handler;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import dev.resendmcp.simulator.domain.DomainModule;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** API keys: the seeded ones and those created since. */
public final class ApiKeyModule implements ApiModule {
    private static final ResourceType TYPE =
            ResourceType.of("api_keys", "api_key").listing("id", "name", "created_at", "last_used_at");
    private static final ResourceType BY_TOKEN = TYPE.alsoNamedBy("token");
    private static final String SENDING = "sending_access";

    @Override
    public List<Route> routes() {
        Handler create = CrudHandlers.create(
                ApiKeyModule::complete, key -> key.deepCopy().retain("id", "token"));
        Field permission = Field.word("permission", "full_access", SENDING).orElse("invalid_access");
        return List.of(
                Route.post("/api-keys", TYPE, create)
                        .body(Field.text("name").required(), permission, Field.text("domain_id")),
                Route.get("/api-keys", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.patch("/api-keys/{api_key_id}", TYPE, CrudHandlers.update((request, key) -> {}))
                        .body(Field.text("name").required()),
                Route.delete("/api-keys/{api_key_id}", TYPE, CrudHandlers::delete));
    }

    /** Throws an {@link ApiException} unless the key exists and may call the endpoint. */
    public static void authorize(Store store, String token, boolean openToSendingKeys, Instant now) {
        ObjectNode key = store.find(BY_TOKEN, token)
                .filter(found -> found.get("token").textValue().equals(token))
                .orElseThrow(() -> new ApiException(403, "invalid_api_key", "The API key is not valid."));
        key.put("last_used_at", ApiRequest.timestamp(now));
        if (key.get("permission").textValue().equals(SENDING) && !openToSendingKeys) {
            throw new ApiException(401, "restricted_api_key", "This API key may only send email.");
        }
    }

    private static void complete(ApiRequest request, ObjectNode key) {
        key.put("permission", key.path("permission").asText("full_access"));
        JsonNode domain = key.path("domain_id");
        if (domain.isTextual() && !key.get("permission").textValue().equals(SENDING)) {
            throw ApiException.invalid("The `domain_id` field needs the permission `sending_access`.");
        }
        if (domain.isTextual()
                && request.store().find(DomainModule.TYPE, domain.textValue()).isEmpty()) {
            throw ApiException.invalid("There is no domain with the id in `domain_id`.");
        }
        key.put("token", "re_" + UUID.randomUUID().toString().replace("-", "")).putNull("last_used_at");
    }
}
