package dev.resendmcp.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Handler;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import java.util.List;

/** Segments of contacts. Audiences are the same items under their old name. */
public final class SegmentModule implements ApiModule {
    public static final ResourceType TYPE =
            ResourceType.of("segments", "segment").listing("id", "name", "created_at");

    static final ResourceType AUDIENCE =
            ResourceType.of(TYPE.name(), "audience").listing("id", "name", "created_at");

    @Override
    public List<Route> routes() {
        Handler create = CrudHandlers.create(
                (request, segment) -> {}, segment -> segment.deepCopy().retain("object", "id", "name"));
        Handler createAudience = CrudHandlers.create(
                (request, item) -> item.put("object", TYPE.object()),
                item -> audience(item).remove(List.of("created_at")));
        return List.of(
                Route.post("/segments", TYPE, create)
                        .body(Field.text("name").required(), Field.text("audience_id"), Field.object("filter")),
                Route.get("/segments", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.get("/segments/{id}", TYPE, CrudHandlers::get),
                Route.patch("/segments/{id}", TYPE, CrudHandlers.update((request, segment) -> {}))
                        .body(Field.text("name").required()),
                Route.delete("/segments/{id}", TYPE, SegmentModule::delete),
                Route.post("/audiences", AUDIENCE, createAudience)
                        .body(Field.text("name").required()),
                Route.get("/audiences", AUDIENCE, SegmentModule::audiences),
                Route.get("/audiences/{id}", AUDIENCE, request -> ApiResponse.ok(audience(request.item()))),
                Route.delete(
                        "/audiences/{id}",
                        AUDIENCE,
                        request -> ApiResponse.ok(audience(delete(request).body()))));
    }

    /** Removes the memberships but not the contacts. */
    private static ApiResponse delete(ApiRequest request) {
        String id = Json.id(request.item());
        request.store()
                .newestFirst(ContactModule.TYPE)
                .forEach(contact -> request.store().remove(ContactSegmentModule.TYPE, Json.id(contact), id));
        return CrudHandlers.delete(request);
    }

    /** There are no pages here. */
    private static ApiResponse audiences(ApiRequest request) {
        ObjectNode page = (ObjectNode) CrudHandlers.list(request).body();
        return ApiResponse.ok(page.remove(List.of("has_more")));
    }

    private static ObjectNode audience(JsonNode segment) {
        return segment.<ObjectNode>deepCopy().put("object", AUDIENCE.object());
    }
}
