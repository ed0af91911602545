package dev.resendmcp.simulator.core;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One endpoint.
 *
 * @param template segments of the path; {@code {id}} is any value, {@code {id:uuid}} must be a UUID
 * @param type what the path leads to; placeholders name its owners from the outermost, and then one item of it
 * @param form whether the body is nothing, an object, a list of objects, or a form of several parts
 * @param body fields of that object; of a list, the handler checks each element
 * @param takesIdempotencyKey whether the header Idempotency-Key has an effect here
 * @param openToSendingKeys whether a key that may only send is enough
 */
public record Route(
        String method,
        List<String> template,
        ResourceType type,
        Handler handler,
        Form form,
        Fields body,
        Fields query,
        boolean takesIdempotencyKey,
        boolean openToSendingKeys) {

    enum Form {
        NONE,
        OBJECT,
        LIST,
        PARTS
    }

    public static Route get(String path, ResourceType type, Handler handler) {
        return of("GET", path, type, handler);
    }

    public static Route post(String path, ResourceType type, Handler handler) {
        return of("POST", path, type, handler);
    }

    public static Route put(String path, ResourceType type, Handler handler) {
        return of("PUT", path, type, handler);
    }

    public static Route patch(String path, ResourceType type, Handler handler) {
        return of("PATCH", path, type, handler);
    }

    public static Route delete(String path, ResourceType type, Handler handler) {
        return of("DELETE", path, type, handler);
    }

    private static Route of(String method, String path, ResourceType type, Handler handler) {
        List<String> template = List.of(path.substring(1).split("/"));
        return new Route(method, template, type, handler, Form.NONE, Fields.of(), Fields.of(), false, false);
    }

    /** The body is an object with these fields. */
    public Route body(Field... fields) {
        return with(Form.OBJECT, fields);
    }

    /** The body is a list of objects with these fields. */
    public Route listOf(Field... fields) {
        return with(Form.LIST, fields);
    }

    /** The body is {@code multipart/form-data}; each part is a text field. */
    public Route parts(Field... fields) {
        return with(Form.PARTS, fields);
    }

    private Route with(Form bodyForm, Field... fields) {
        Fields all = Fields.of(fields);
        return new Route(method, template, type, handler, bodyForm, all, query, takesIdempotencyKey, openToSendingKeys);
    }

    public Route query(Fields fields) {
        return new Route(method, template, type, handler, form, body, fields, takesIdempotencyKey, openToSendingKeys);
    }

    /** The header {@code Idempotency-Key} has an effect. */
    public Route withIdempotencyKey() {
        return new Route(method, template, type, handler, form, body, query, true, openToSendingKeys);
    }

    /** A key that may only send is enough. */
    public Route forSendingKeys() {
        return new Route(method, template, type, handler, form, body, query, takesIdempotencyKey, true);
    }

    boolean leadsTo(List<String> path) {
        if (path.size() != template.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (!isPlaceholder(i) && !template.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Values of the placeholders, in order. */
    List<String> ids(List<String> path) {
        return placeholders().map(path::get).toList();
    }

    /** Throws an {@link ApiException} if a value is not a UUID although the template says so. */
    void checkIds(List<String> path) {
        placeholders()
                .filter(i -> template.get(i).endsWith(":uuid}") && !Field.isUuid(path.get(i)))
                .findFirst()
                .ifPresent(i -> {
                    throw new ApiException(422, "invalid_parameter", "An id in the path is not a UUID.");
                });
    }

    /** How many segments are fixed; the more specific of two matching routes wins. */
    int fixedSegments() {
        return template.size() - (int) placeholders().count();
    }

    private Stream<Integer> placeholders() {
        return IntStream.range(0, template.size()).filter(this::isPlaceholder).boxed();
    }

    private boolean isPlaceholder(int segment) {
        return template.get(segment).startsWith("{");
    }
}
