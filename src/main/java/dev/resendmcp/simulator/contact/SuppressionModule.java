package dev.resendmcp.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import java.util.List;

/** Suppressed addresses. */
public final class SuppressionModule implements ApiModule {
    private static final ResourceType TYPE =
            ResourceType.of("suppressions", "suppression").alsoNamedBy("email").pagesOf(20);
    private static final int MOST = 100;

    @Override
    public List<Route> routes() {
        Field origin = Field.word("origin", "bounce", "complaint", "manual");
        return List.of(
                Route.post(
                                "/suppressions",
                                TYPE,
                                request -> ApiResponse.created(add(
                                        request, request.fields().get("email").textValue())))
                        .body(Field.text("email").required()),
                Route.get("/suppressions", TYPE, request -> CrudHandlers.listWhere(request, "origin"))
                        .query(Fields.page(origin)),
                Route.post("/suppressions/batch/add", TYPE, SuppressionModule::addAll)
                        .body(Field.texts("emails").required()),
                Route.post("/suppressions/batch/remove", TYPE, SuppressionModule::removeAll)
                        .body(Field.texts("emails"), Field.texts("ids")),
                Route.get("/suppressions/{suppression}", TYPE, CrudHandlers::get),
                Route.delete("/suppressions/{suppression}", TYPE, request -> {
                    request.happened("removed", request.item());
                    return CrudHandlers.delete(request);
                }));
    }

    /** Whether mail to this address, in lower case, is held back. */
    public static boolean isSuppressed(Store store, String address) {
        return store.newestFirst(TYPE).stream()
                .anyMatch(item -> item.get("email").textValue().equalsIgnoreCase(address));
    }

    /** Does not change an address that is already suppressed. */
    private static ObjectNode add(ApiRequest request, String email) {
        if (!email.contains("@")) {
            throw ApiException.invalid("The `email` field is not an address.");
        }
        ObjectNode known = request.store().find(TYPE, email).orElseGet(() -> {
            ObjectNode added = request.newItem()
                    .put("email", email)
                    .put("origin", "manual")
                    .putNull("source_id");
            request.store().add(TYPE, added);
            request.happened("added", added);
            return added;
        });
        return CrudHandlers.reference(known);
    }

    private static ApiResponse addAll(ApiRequest request) {
        ArrayNode data = Json.array();
        for (JsonNode email : some(request.fields().get("emails"))) {
            data.add(add(request, email.textValue()));
        }
        return ApiResponse.created(Json.object().set("data", data));
    }

    /** Ignores names that are not suppressed. */
    private static ApiResponse removeAll(ApiRequest request) {
        boolean byEmail = request.fields().has("emails");
        if (byEmail == request.fields().has("ids")) {
            throw ApiException.invalid("Give either `emails` or `ids`.");
        }
        ArrayNode data = Json.array();
        for (JsonNode name : some(request.fields().get(byEmail ? "emails" : "ids"))) {
            request.store().find(TYPE, name.textValue()).ifPresent(found -> {
                request.store().remove(TYPE, Json.id(found));
                request.happened("removed", found);
                data.add(CrudHandlers.reference(found).put("deleted", true));
            });
        }
        return ApiResponse.ok(Json.object().set("data", data));
    }

    private static JsonNode some(JsonNode names) {
        if (names.isEmpty() || names.size() > MOST) {
            throw ApiException.invalid("A batch has 1 to 100 elements.");
        }
        return names;
    }
}
