package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** The actions that most endpoints share: list, get, create, update and delete of items of any kind. */
final class Rest {
    private static final int LONGEST_PAGE = 100;

    private Rest() {}

    /** A page of the items under the owner in the path, newest first. */
    static Answer list(Call call) {
        return page(call, call.store().newestFirst(call.route().kind(), call.owner()));
    }

    /** The page that the query asks for, of these rows. */
    static Answer page(Call call, List<ObjectNode> rows) {
        int limit = limit(call);
        boolean after = call.query().has("after");
        boolean before = call.query().has("before");
        if (after && before) {
            throw ApiException.invalid("Use either `after` or `before`, not both.");
        }
        int from = after ? position(rows, call.query().get("after")) + 1 : 0;
        int to = before ? position(rows, call.query().get("before")) : rows.size();
        // A page before a cursor ends at it, so its surplus is at the front.
        int first = before ? Math.max(0, to - limit) : from;
        int end = before ? to : (int) Math.min(to, (long) from + limit);
        boolean more = before ? first > 0 : end < to;
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        rows.subList(first, end).forEach(row -> data.add(listed(call.route().kind(), row)));
        return Answer.ok(JsonNodeFactory.instance
                .objectNode()
                .put("object", "list")
                .put("has_more", more)
                .set("data", data));
    }

    /** The same, of the items whose field has the value, or one of the values, that the parameter of its name has. */
    static Answer listWhere(Call call, String field) {
        List<ObjectNode> rows = call.store().newestFirst(call.route().kind(), call.owner());
        JsonNode wanted = call.query().path(field);
        return page(
                call,
                rows.stream()
                        .filter(row -> wanted.isMissingNode()
                                || row.get(field).equals(wanted)
                                || wanted.valueStream().anyMatch(row.get(field)::equals))
                        .toList());
    }

    static Answer get(Call call) {
        return Answer.ok(call.item().deepCopy());
    }

    /**
     * Makes an item of the body, and answers 201.
     *
     * @param complete checks the item and adds what the body leaves open, before it is kept
     * @param view what of the item to answer
     */
    static Action create(BiConsumer<Call, ObjectNode> complete, UnaryOperator<ObjectNode> view) {
        return call -> {
            String owner = call.owner();
            ObjectNode item = call.newItem();
            item.setAll(call.fields().deepCopy());
            complete.accept(call, item);
            call.store().add(call.route().kind(), owner, item);
            return Answer.created(view.apply(item));
        };
    }

    /**
     * Puts the fields of the body into the item, objects field by field, and answers with its reference.
     *
     * @param complete checks the changed item, or adapts what follows from the change, before it is kept
     */
    static Action update(BiConsumer<Call, ObjectNode> complete) {
        return call -> {
            ObjectNode item = call.item();
            ObjectNode changed = item.deepCopy();
            merge(changed, call.fields());
            complete.accept(call, changed);
            item.setAll(changed);
            return Answer.ok(reference(item));
        };
    }

    static Answer delete(Call call) {
        ObjectNode item = call.item();
        call.store().remove(call.route().kind(), call.owner(), item.get("id").textValue());
        return Answer.ok(reference(item).put("deleted", true));
    }

    /** Only {@code object} and {@code id} of an item, which is what most changes answer. */
    static ObjectNode reference(ObjectNode item) {
        return item.deepCopy().retain("object", "id");
    }

    private static int limit(Call call) {
        Kind kind = call.route().kind();
        if (!call.query().has("limit")) {
            return kind.pageSize() == 0 ? Integer.MAX_VALUE : kind.pageSize();
        }
        int limit = call.query().get("limit").intValue();
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

    private static ObjectNode listed(Kind kind, ObjectNode item) {
        ObjectNode copy = item.deepCopy();
        return kind.listed().isEmpty() ? copy.without("object") : copy.retain(kind.listed());
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
