package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Addresses that get no mail. */
final class Suppressions implements ApiModule {
    private static final Kind KIND =
            Kind.of("suppressions", "suppression").alsoNamedBy("email").pagesOf(20);
    private static final int MOST = 100;

    @Override
    public List<Route> routes() {
        Fields query = Fields.of(
                Field.word("origin", "bounce", "complaint", "manual"),
                Field.number("limit"),
                Field.text("after"),
                Field.text("before"));
        return List.of(
                Route.post(
                                "/suppressions",
                                KIND,
                                call -> Answer.created(
                                        add(call, call.fields().get("email").textValue())))
                        .body(Field.text("email").required()),
                Route.get("/suppressions", KIND, call -> Rest.listWhere(call, "origin"))
                        .query(query),
                Route.post("/suppressions/batch/add", KIND, Suppressions::addAll)
                        .body(Field.texts("emails").required()),
                Route.post("/suppressions/batch/remove", KIND, Suppressions::removeAll)
                        .body(Field.texts("emails"), Field.texts("ids")),
                Route.get("/suppressions/{suppression}", KIND, Rest::get),
                Route.delete("/suppressions/{suppression}", KIND, Rest::delete));
    }

    @Override
    public void seed(Store store) {
        store.add(
                KIND,
                Store.ACCOUNT,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("object", "suppression")
                        .put("id", ResendSimulator.BOUNCE_SUPPRESSION_ID)
                        .put("created_at", "2026-01-04 08:00:00.000000+00")
                        .put("email", "gone@receiver.test")
                        .put("origin", "bounce")
                        .put("source_id", "5a4d0b0e-0000-4000-8000-0000000007ff"));
    }

    /** An address that is there already stays as it is. */
    private static ObjectNode add(Call call, String email) {
        if (!email.contains("@")) {
            throw ApiException.invalid("The `email` field is not an address.");
        }
        ObjectNode known = call.store().find(KIND, Store.ACCOUNT, email).orElseGet(() -> {
            ObjectNode added =
                    call.newItem().put("email", email).put("origin", "manual").putNull("source_id");
            call.store().add(KIND, Store.ACCOUNT, added);
            return added;
        });
        return Rest.reference(known);
    }

    private static Answer addAll(Call call) {
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        for (JsonNode email : some(call.fields().get("emails"))) {
            data.add(add(call, email.textValue()));
        }
        return Answer.created(JsonNodeFactory.instance.objectNode().set("data", data));
    }

    /** Names that are not there are passed over. */
    private static Answer removeAll(Call call) {
        boolean byEmail = call.fields().has("emails");
        if (byEmail == call.fields().has("ids")) {
            throw ApiException.invalid("Give either `emails` or `ids`.");
        }
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        for (JsonNode name : some(call.fields().get(byEmail ? "emails" : "ids"))) {
            call.store().find(KIND, Store.ACCOUNT, name.textValue()).ifPresent(found -> {
                call.store().remove(KIND, Store.ACCOUNT, found.get("id").textValue());
                data.add(Rest.reference(found).put("deleted", true));
            });
        }
        return Answer.ok(JsonNodeFactory.instance.objectNode().set("data", data));
    }

    private static JsonNode some(JsonNode names) {
        if (names.isEmpty() || names.size() > MOST) {
            throw ApiException.invalid("A batch has 1 to 100 elements.");
        }
        return names;
    }
}
