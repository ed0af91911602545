package dev.resendmcp.simulator.inbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.simulator.core.Store;
import java.util.List;

/** Labels of inboxes: one from the start. */
public final class InboxLabelModule implements ApiModule {
    static final ResourceType TYPE =
            ResourceType.of("inboxes/labels", "inbox_label").under(InboxModule.TYPE);

    @Override
    public List<Route> routes() {
        String labels = "/inboxes/{inbox_id}/labels";
        return List.of(
                Route.get(labels, TYPE, InboxLabelModule::list),
                Route.post(labels, TYPE, CrudHandlers.create(InboxLabelModule::complete, CrudHandlers::reference))
                        .body(Field.text("name").required(), Field.text("color")),
                Route.patch(labels + "/{label_id}", TYPE, CrudHandlers.update(InboxLabelModule::changed))
                        .body(Field.text("name"), Field.text("color")),
                Route.delete(labels + "/{label_id}", TYPE, CrudHandlers::delete));
    }

    @Override
    public void seed(Store store) {
        store.add(
                TYPE,
                SeedData.INBOX_ID,
                Json.object()
                        .put("object", TYPE.object())
                        .put("id", SeedData.INBOX_LABEL_ID)
                        .put("name", "urgent")
                        .put("color", "#CC3300")
                        .put("created_at", "2026-01-01T00:00:00Z"));
    }

    private static ApiResponse list(ApiRequest request) {
        ObjectNode answer = Json.object().put("object", "list");
        ArrayNode data = answer.putArray("data");
        request.store()
                .newestFirst(TYPE, request.owner())
                .forEach(label -> data.add(label.deepCopy().without("object")));
        return ApiResponse.ok(answer);
    }

    private static void complete(ApiRequest request, ObjectNode label) {
        label.put("color", label.path("color").asText("#808080"))
                .put("created_at", request.now().toString());
        check(label);
    }

    private static void changed(ApiRequest request, ObjectNode label) {
        InboxModule.checkSomeField(request);
        check(label);
    }

    private static void check(ObjectNode label) {
        if (!label.get("color").textValue().matches("#[0-9A-Fa-f]{6}")) {
            throw ApiException.invalid("The `color` field must be such as `#3366FF`.");
        }
    }
}
