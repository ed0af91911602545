package dev.resendmcp.sandbox;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A row of the route table: one endpoint.
 *
 * @param template segments of the path; {@code {id}} is any value, {@code {id:uuid}} must be a UUID
 * @param kind what the path leads to; placeholders name its owners from the outermost, and then one item of it
 * @param form whether the body is nothing, an object, a list of objects, or a form of several parts
 * @param body fields of that object; of a list, the action checks each element
 * @param takesIdempotencyKey whether the header Idempotency-Key has an effect here
 * @param openToSendingKeys whether a key that may only send is enough
 */
record Route(
        String method,
        List<String> template,
        Kind kind,
        Action action,
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

    static Route get(String path, Kind kind, Action action) {
        return of("GET", path, kind, action);
    }

    static Route post(String path, Kind kind, Action action) {
        return of("POST", path, kind, action);
    }

    static Route put(String path, Kind kind, Action action) {
        return of("PUT", path, kind, action);
    }

    static Route patch(String path, Kind kind, Action action) {
        return of("PATCH", path, kind, action);
    }

    static Route delete(String path, Kind kind, Action action) {
        return of("DELETE", path, kind, action);
    }

    private static Route of(String method, String path, Kind kind, Action action) {
        List<String> template = List.of(path.substring(1).split("/"));
        return new Route(method, template, kind, action, Form.NONE, Fields.of(), Fields.of(), false, false);
    }

    Route body(Field... fields) {
        return new Route(
                method,
                template,
                kind,
                action,
                Form.OBJECT,
                Fields.of(fields),
                query,
                takesIdempotencyKey,
                openToSendingKeys);
    }

    Route listOf(Field... fields) {
        return new Route(
                method,
                template,
                kind,
                action,
                Form.LIST,
                Fields.of(fields),
                query,
                takesIdempotencyKey,
                openToSendingKeys);
    }

    /** The body is {@code multipart/form-data}; each part is a text field. */
    Route parts(Field... fields) {
        return new Route(
                method,
                template,
                kind,
                action,
                Form.PARTS,
                Fields.of(fields),
                query,
                takesIdempotencyKey,
                openToSendingKeys);
    }

    Route query(Fields parameters) {
        return new Route(
                method, template, kind, action, form, body, parameters, takesIdempotencyKey, openToSendingKeys);
    }

    Route withIdempotencyKey() {
        return new Route(method, template, kind, action, form, body, query, true, openToSendingKeys);
    }

    Route forSendingKeys() {
        return new Route(method, template, kind, action, form, body, query, takesIdempotencyKey, true);
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

    /** How many segments are fixed; of two routes to the same path the more specific one is meant. */
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
