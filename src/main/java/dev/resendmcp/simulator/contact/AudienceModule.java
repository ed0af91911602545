package dev.resendmcp.simulator.contact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Handler;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import java.util.List;

/** Audiences, the old name of segments: the same items in other words. */
public final class AudienceModule implements ApiModule {
    static final ResourceType TYPE =
            ResourceType.of(SegmentModule.TYPE.name(), "audience").listing("id", "name", "created_at");

    @Override
    public List<Route> routes() {
        Handler create = CrudHandlers.create(
                (request, item) -> item.put("object", SegmentModule.TYPE.object()),
                item -> named(item).remove(List.of("created_at")));
        return List.of(
                Route.post("/audiences", TYPE, create).body(Field.text("name").required()),
                Route.get("/audiences", TYPE, AudienceModule::list),
                Route.get("/audiences/{id}", TYPE, request -> ApiResponse.ok(named(request.item()))),
                Route.delete("/audiences/{id}", TYPE, request -> renamed(SegmentModule.delete(request))));
    }

    /** There are no pages here. */
    private static ApiResponse list(ApiRequest request) {
        ObjectNode page = (ObjectNode) CrudHandlers.list(request).body();
        return ApiResponse.ok(page.remove(List.of("has_more")));
    }

    private static ObjectNode named(ObjectNode item) {
        return item.deepCopy().put("object", TYPE.object());
    }

    private static ApiResponse renamed(ApiResponse answer) {
        return new ApiResponse(answer.status(), named((ObjectNode) answer.body()));
    }
}
