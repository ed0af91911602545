package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The old name of segments: same items, answers that call them audiences. */
final class Audiences implements ApiModule {
    static final Kind KIND = Kind.of(Segments.KIND.name(), "audience").listing("id", "name", "created_at");

    @Override
    public List<Route> routes() {
        Action create = Rest.create(
                (call, item) -> item.put("object", Segments.KIND.object()),
                item -> named(item).remove(List.of("created_at")));
        return List.of(
                Route.post("/audiences", KIND, create).body(Field.text("name").required()),
                Route.get("/audiences", KIND, Audiences::list),
                Route.get("/audiences/{id}", KIND, call -> Answer.ok(named(call.item()))),
                Route.delete("/audiences/{id}", KIND, call -> renamed(Segments.delete(call))));
    }

    /** There are no pages here. */
    private static Answer list(Call call) {
        ObjectNode page = (ObjectNode) Rest.list(call).body();
        return Answer.ok(page.remove(List.of("has_more")));
    }

    private static ObjectNode named(ObjectNode item) {
        return item.deepCopy().put("object", KIND.object());
    }

    private static Answer renamed(Answer answer) {
        return new Answer(answer.status(), named((ObjectNode) answer.body()));
    }
}
