package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Which contacts are members of which segments. */
final class ContactSegments implements ApiModule {
    /** A membership: under its contact, with id and name of the segment, and when it began. */
    static final Kind KIND = Kind.of("contact_segments", "segment").under(Contacts.KIND);

    private static final Kind OF_SEGMENT = Kind.of("segment_contacts", "contact")
            .under(Segments.KIND)
            .pagesOf(20)
            .listing("id", "email", "first_name", "last_name", "created_at", "unsubscribed");

    @Override
    public List<Route> routes() {
        String path = "/contacts/{contact_id}/segments";
        return List.of(
                Route.post(path + "/{segment_id}", KIND, ContactSegments::add),
                Route.delete(path + "/{segment_id}", KIND, ContactSegments::remove),
                Route.get(path, KIND, Rest::list).query(Fields.page()),
                Route.get("/segments/{id}/contacts", OF_SEGMENT, ContactSegments::members)
                        .query(Fields.page()));
    }

    static boolean has(Store store, ObjectNode contact, String segment) {
        return store.find(KIND, contact.get("id").textValue(), segment).isPresent();
    }

    /** Throws an {@link ApiException} if a segment does not exist. */
    static void check(Store store, JsonNode segments) {
        segments.forEach(given -> segment(store, given.get("id").textValue()));
    }

    static void join(Call call, ObjectNode contact, String segment) {
        ObjectNode membership = JsonNodeFactory.instance
                .objectNode()
                .put("id", segment)
                .put("name", segment(call.store(), segment).get("name").textValue())
                .put("created_at", Call.timestamp(call.now()));
        call.store().add(KIND, contact.get("id").textValue(), membership);
    }

    private static ObjectNode segment(Store store, String id) {
        return store.find(Segments.KIND, Store.ACCOUNT, id).orElseThrow(() -> ApiException.notFound("Segment"));
    }

    private static Answer add(Call call) {
        String owner = call.owner();
        ObjectNode contact =
                call.store().find(Contacts.KIND, Store.ACCOUNT, owner).orElseThrow();
        join(call, contact, call.ids().get(1));
        return Answer.ok(pair(call));
    }

    private static Answer remove(Call call) {
        ObjectNode pair = pair(call).put("deleted", true);
        Rest.delete(call);
        return Answer.ok(pair);
    }

    private static ObjectNode pair(Call call) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("object", "contact_segment")
                .put("contact_id", call.owner())
                .put("segment_id", call.ids().get(1));
    }

    private static Answer members(Call call) {
        String segment = call.owner();
        return Rest.page(
                call,
                call.store().newestFirst(Contacts.KIND, Store.ACCOUNT).stream()
                        .filter(contact -> has(call.store(), contact, segment))
                        .toList());
    }
}
