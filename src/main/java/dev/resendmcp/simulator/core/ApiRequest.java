package dev.resendmcp.simulator.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A valid request to an endpoint.
 *
 * @param route its row in the route table
 * @param ids the decoded values of the placeholders in its path, in order: first owners, then the item itself
 * @param query parameters, typed as the route says
 * @param body empty object if there was none
 * @param raw the request as it arrived
 * @param store where the data is
 * @param now the time of the request
 */
public record ApiRequest(
        Route route, List<String> ids, ObjectNode query, JsonNode body, RecordedRequest raw, Store store, Instant now) {
    /** Field of an occurrence with the id of the item's owner. */
    public static final String OWNER = "owner_id";

    /** A link to a file of this simulator, at the address that the client used. */
    public String downloadUrl(String file) {
        return "http://%s/downloads/%s?signature=sandbox".formatted(raw.header("Host"), file);
    }

    /** The body of an endpoint that takes an object. */
    public ObjectNode fields() {
        return (ObjectNode) body;
    }

    /** The item that the path names; not a copy. */
    public ObjectNode item() {
        return find(route.type());
    }

    /** The id of the item that owns what the path names. */
    public String owner() {
        ResourceType parent = route.type().parent();
        return parent == null ? Store.ACCOUNT : Json.id(find(parent));
    }

    /** The same request to an endpoint whose path lacks the outermost owner. */
    public ApiRequest below(Route other) {
        return new ApiRequest(other, ids.subList(1, ids.size()), query, body.deepCopy(), raw, store, now);
    }

    /** The id of an item further up in the path. */
    public String owner(ResourceType ancestor) {
        return Json.id(find(ancestor));
    }

    /** A new item of the route's type, with {@code object}, {@code id} and {@code created_at} only. */
    public ObjectNode newItem() {
        return Json.object()
                .put("object", route.type().object())
                .put("id", UUID.randomUUID().toString())
                .put("created_at", timestamp(now));
    }

    /** Tells all modules what was done to an item of the route's type, such as {@code created}. */
    public void happened(String what, ObjectNode item) {
        ObjectNode data = item.deepCopy();
        if (route.type().parent() != null) {
            data.put(OWNER, owner());
        }
        store.happened(route.type().object().replace('_', '.') + "." + what, data);
    }

    /** The format of dates in most responses: {@code 2026-11-22 10:15:30.123456+00}. */
    public static String timestamp(Instant instant) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS'+00'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(instant);
    }

    /** The reverse of {@link #timestamp}. */
    public static Instant instant(String timestamp) {
        return Instant.parse(timestamp.replace(' ', 'T').replace("+00", "Z"));
    }

    /** Walks down the path from the outermost owner, so that an item under another owner is not found. */
    private ObjectNode find(ResourceType type) {
        String owner = type.parent() == null ? Store.ACCOUNT : Json.id(find(type.parent()));
        String name = ids.get(depth(type));
        return store.find(type, owner, name).orElseThrow(() -> ApiException.notFound(capitalised(type.object())));
    }

    private static int depth(ResourceType type) {
        return type.parent() == null ? 0 : 1 + depth(type.parent());
    }

    private static String capitalised(String object) {
        return object.substring(0, 1).toUpperCase(Locale.ROOT)
                + object.substring(1).replace('_', ' ');
    }
}
