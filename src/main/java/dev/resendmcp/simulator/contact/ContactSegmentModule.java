package dev.resendmcp.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import java.time.Instant;
import java.util.List;

/** Which contacts are members of which segments. */
public final class ContactSegmentModule implements ApiModule {
    /** A membership: under its contact, with id and name of the segment, and when it began. */
    static final ResourceType TYPE =
            ResourceType.of("contact_segments", "segment").under(ContactModule.TYPE);

    private static final ResourceType OF_SEGMENT = ResourceType.of("segment_contacts", "contact")
            .under(SegmentModule.TYPE)
            .pagesOf(20)
            .listing("id", "email", "first_name", "last_name", "created_at", "unsubscribed");

    @Override
    public List<Route> routes() {
        String path = "/contacts/{contact_id}/segments";
        return List.of(
                Route.post(path + "/{segment_id}", TYPE, ContactSegmentModule::add),
                Route.delete(path + "/{segment_id}", TYPE, ContactSegmentModule::remove),
                Route.get(path, TYPE, CrudHandlers::list).query(Fields.page()),
                Route.get("/segments/{id}/contacts", OF_SEGMENT, ContactSegmentModule::members)
                        .query(Fields.page()));
    }

    /** Whether a contact is a member. */
    public static boolean has(Store store, ObjectNode contact, String segment) {
        return store.find(TYPE, Json.id(contact), segment).isPresent();
    }

    /** Throws an {@link ApiException} if a segment does not exist. */
    static void check(Store store, JsonNode segments) {
        segments.forEach(given -> segment(store, Json.id(given)));
    }

    /** Makes a contact a member; throws an {@link ApiException} if there is no such segment. */
    public static void join(Store store, ObjectNode contact, String segment, Instant now) {
        ObjectNode membership = Json.object()
                .put("id", segment)
                .put("name", segment(store, segment).get("name").textValue())
                .put("created_at", ApiRequest.timestamp(now));
        store.add(TYPE, Json.id(contact), membership);
    }

    private static ObjectNode segment(Store store, String id) {
        return store.find(SegmentModule.TYPE, id).orElseThrow(() -> ApiException.notFound("Segment"));
    }

    private static ApiResponse add(ApiRequest request) {
        String owner = request.owner();
        ObjectNode contact = request.store().find(ContactModule.TYPE, owner).orElseThrow();
        join(request.store(), contact, request.ids().get(1), request.now());
        return ApiResponse.ok(pair(request));
    }

    private static ApiResponse remove(ApiRequest request) {
        ObjectNode pair = pair(request).put("deleted", true);
        CrudHandlers.delete(request);
        return ApiResponse.ok(pair);
    }

    private static ObjectNode pair(ApiRequest request) {
        return Json.object()
                .put("object", "contact_segment")
                .put("id", request.ids().get(1))
                .put("audienceId", request.ids().get(1))
                .put("contact_id", request.owner())
                .put("segment_id", request.ids().get(1));
    }

    private static ApiResponse members(ApiRequest request) {
        String segment = request.owner();
        return CrudHandlers.page(
                request,
                request.store().newestFirst(ContactModule.TYPE).stream()
                        .filter(contact -> has(request.store(), contact, segment))
                        .toList());
    }
}
