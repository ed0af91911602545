package dev.resendmcp.simulator.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The handlers that most endpoints share: list, get, create, update and delete of items of any kind. */
public final class CrudHandlers {
    private static final int LONGEST_PAGE = 100;

    private CrudHandlers() {}

    /** A page of the items under the owner in the path, newest first. */
    public static ApiResponse list(ApiRequest request) {
        return page(request, request.store().newestFirst(request.route().type(), request.owner()));
    }

    /** The page that the query asks for, of these rows. */
    public static ApiResponse page(ApiRequest request, List<ObjectNode> rows) {
        int limit = limit(request);
        boolean after = request.query().has("after");
        boolean before = request.query().has("before");
        if (after && before) {
            throw ApiException.invalid("Use either `after` or `before`, not both.");
        }
        int from = after ? position(rows, request.query().get("after")) + 1 : 0;
        int to = before ? position(rows, request.query().get("before")) : rows.size();
        // A page before a cursor ends at it, so its surplus is at the front.
        int first = before ? Math.max(0, to - limit) : from;
        int end = before ? to : (int) Math.min(to, (long) from + limit);
        boolean more = before ? first > 0 : end < to;
        ArrayNode data = Json.array();
        rows.subList(first, end).forEach(row -> data.add(listed(request.route().type(), row)));
        return ApiResponse.ok(
                Json.object().put("object", "list").put("has_more", more).set("data", data));
    }

    /** The same, of the items whose fields have the value, or one of the values, of the parameters of their names. */
    public static ApiResponse listWhere(ApiRequest request, String... fields) {
        List<ObjectNode> rows = request.store().newestFirst(request.route().type(), request.owner());
        return page(
                request,
                rows.stream()
                        .filter(row -> Stream.of(fields)
                                .allMatch(field -> isWanted(request.query().path(field), row.path(field))))
                        .toList());
    }

    private static boolean isWanted(JsonNode wanted, JsonNode value) {
        return wanted.isMissingNode()
                || value.equals(wanted)
                || wanted.valueStream().anyMatch(value::equals);
    }

    public static ApiResponse get(ApiRequest request) {
        return ApiResponse.ok(request.item().deepCopy());
    }

    /**
     * Creates an item from the body and responds with 201.
     *
     * @param complete checks the item and sets defaults before it is kept
     * @param view selects the fields of the response
     */
    public static Handler create(BiConsumer<ApiRequest, ObjectNode> complete, UnaryOperator<ObjectNode> view) {
        return request -> {
            String owner = request.owner();
            ObjectNode item = request.newItem();
            item.setAll(request.fields().deepCopy());
            complete.accept(request, item);
            request.store().add(request.route().type(), owner, item);
            request.happened("created", item);
            return ApiResponse.created(view.apply(item));
        };
    }

    /**
     * Merges the body into the item and responds with the item's reference.
     *
     * @param complete checks the changed item and updates derived fields before it is kept
     */
    public static Handler update(BiConsumer<ApiRequest, ObjectNode> complete) {
        return request -> {
            ObjectNode item = request.item();
            ObjectNode changed = item.deepCopy();
            merge(changed, request.fields());
            complete.accept(request, changed);
            item.setAll(changed);
            request.happened("updated", item);
            return ApiResponse.ok(reference(item));
        };
    }

    /** Adds a copy of the item in the path, with an id and date of its own, once {@code complete} has changed it. */
    public static ObjectNode duplicate(ApiRequest request, Consumer<ObjectNode> complete) {
        ObjectNode copy = request.item().deepCopy().setAll(request.newItem());
        complete.accept(copy);
        request.store().add(request.route().type(), copy);
        return reference(copy);
    }

    public static ApiResponse delete(ApiRequest request) {
        ObjectNode item = request.item();
        request.happened("deleted", item);
        request.store().remove(request.route().type(), request.owner(), Json.id(item));
        return ApiResponse.ok(reference(item).put("deleted", true));
    }

    /** Only {@code object} and {@code id} of an item, the response to most changes. */
    public static ObjectNode reference(ObjectNode item) {
        return item.deepCopy().retain("object", "id");
    }

    private static int limit(ApiRequest request) {
        ResourceType type = request.route().type();
        if (!request.query().has("limit")) {
            return type.pageSize() == 0 ? Integer.MAX_VALUE : type.pageSize();
        }
        int limit = request.query().get("limit").intValue();
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw ApiException.invalid("The `limit` must be between 1 and 100.");
        }
        return limit;
    }

    private static int position(List<ObjectNode> rows, JsonNode cursor) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).get("id").equals(cursor)) {
                return i;
            }
        }
        throw ApiException.invalid("There is no row with the id of the cursor.");
    }

    private static ObjectNode listed(ResourceType type, ObjectNode item) {
        ObjectNode copy = item.deepCopy();
        return type.listed().isEmpty() ? copy.without("object") : copy.retain(type.listed());
    }

    private static void merge(ObjectNode into, ObjectNode fields) {
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (field.getValue() instanceof ObjectNode inner && into.get(field.getKey()) instanceof ObjectNode old) {
                merge(old, inner);
            } else {
                into.set(field.getKey(), field.getValue().deepCopy());
            }
        }
    }
}
