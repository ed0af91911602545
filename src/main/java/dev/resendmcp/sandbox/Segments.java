package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** Segments of contacts. Audiences are the same items under their old name. */
final class Segments implements ApiModule {
    static final Kind KIND = Kind.of("segments", "segment").listing("id", "name", "created_at");

    @Override
    public List<Route> routes() {
        Action create = Rest.create((call, segment) -> {}, Rest::reference);
        return List.of(
                Route.post("/segments", KIND, create)
                        .body(Field.text("name").required(), Field.text("audience_id"), Field.object("filter")),
                Route.get("/segments", KIND, Rest::list).query(Fields.page()),
                Route.get("/segments/{id}", KIND, Rest::get),
                Route.patch("/segments/{id}", KIND, Rest.update((call, segment) -> {}))
                        .body(Field.text("name").required()),
                Route.delete("/segments/{id}", KIND, Segments::delete));
    }

    @Override
    public void seed(Store store) {
        store.add(
                KIND,
                Store.ACCOUNT,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("object", "segment")
                        .put("id", ResendSimulator.SEGMENT_ID)
                        .put("created_at", "2026-01-01 00:00:00.000000+00")
                        .put("name", "Everyone"));
    }

    /** Its members stay, their memberships go. */
    static Answer delete(Call call) {
        String id = call.item().get("id").textValue();
        call.store()
                .newestFirst(Contacts.KIND, Store.ACCOUNT)
                .forEach(contact -> call.store()
                        .remove(ContactSegments.KIND, contact.get("id").textValue(), id));
        return Rest.delete(call);
    }
}
