package dev.resendmcp.simulator.contact;

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
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.simulator.core.Store;
import java.util.List;

/** Segments of contacts. Audiences are the same items under an old name. */
public final class SegmentModule implements ApiModule {
    public static final ResourceType TYPE =
            ResourceType.of("segments", "segment").listing("id", "name", "created_at");

    @Override
    public List<Route> routes() {
        Handler create = CrudHandlers.create((request, segment) -> {}, CrudHandlers::reference);
        return List.of(
                Route.post("/segments", TYPE, create)
                        .body(Field.text("name").required(), Field.text("audience_id"), Field.object("filter")),
                Route.get("/segments", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.get("/segments/{id}", TYPE, CrudHandlers::get),
                Route.patch("/segments/{id}", TYPE, CrudHandlers.update((request, segment) -> {}))
                        .body(Field.text("name").required()),
                Route.delete("/segments/{id}", TYPE, SegmentModule::delete));
    }

    @Override
    public void seed(Store store) {
        store.add(
                TYPE,
                Json.object()
                        .put("object", "segment")
                        .put("id", SeedData.SEGMENT_ID)
                        .put("created_at", "2026-01-01 00:00:00.000000+00")
                        .put("name", "Everyone"));
    }

    /** Removes the memberships but not the contacts. */
    static ApiResponse delete(ApiRequest request) {
        String id = Json.id(request.item());
        request.store()
                .newestFirst(ContactModule.TYPE)
                .forEach(contact -> request.store().remove(ContactSegmentModule.TYPE, Json.id(contact), id));
        return CrudHandlers.delete(request);
    }
}
