package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Labels of inboxes: one from the start. */
final class InboxLabels implements ApiModule {
    static final Kind KIND = Kind.of("inboxes/labels", "inbox_label").under(Inboxes.KIND);

    @Override
    public List<Route> routes() {
        String labels = "/inboxes/{inbox_id}/labels";
        return List.of(
                Route.get(labels, KIND, InboxLabels::list),
                Route.post(labels, KIND, Rest.create(InboxLabels::complete, Rest::reference))
                        .body(Field.text("name").required(), Field.text("color")),
                Route.patch(labels + "/{label_id}", KIND, Rest.update(InboxLabels::changed))
                        .body(Field.text("name"), Field.text("color")),
                Route.delete(labels + "/{label_id}", KIND, Rest::delete));
    }

    @Override
    public void seed(Store store) {
        store.add(
                KIND,
                ResendSimulator.INBOX_ID,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("object", KIND.object())
                        .put("id", ResendSimulator.INBOX_LABEL_ID)
                        .put("name", "urgent")
                        .put("color", "#CC3300")
                        .put("created_at", "2026-01-01T00:00:00Z"));
    }

    private static Answer list(Call call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = answer.putArray("data");
        call.store()
                .newestFirst(KIND, call.owner())
                .forEach(label -> data.add(label.deepCopy().without("object")));
        return Answer.ok(answer);
    }

    private static void complete(Call call, ObjectNode label) {
        label.put("color", label.path("color").asText("#808080"))
                .put("created_at", call.now().toString());
        check(label);
    }

    private static void changed(Call call, ObjectNode label) {
        Inboxes.checkSomeField(call);
        check(label);
    }

    private static void check(ObjectNode label) {
        if (!label.get("color").textValue().matches("#[0-9A-Fa-f]{6}")) {
            throw ApiException.invalid("The `color` field must be such as `#3366FF`.");
        }
    }
}
