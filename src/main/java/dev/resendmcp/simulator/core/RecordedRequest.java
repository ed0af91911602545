package dev.resendmcp.simulator.core;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request as it arrived at the simulator, and how it was answered.
 *
 * @param nanoTime when it arrived, on the clock of {@link System#nanoTime()}; the rate window counted it at this moment
 * @param method such as {@code POST}
 * @param path raw, as on the wire: neither decoded nor normalised
 * @param query raw, without the question mark; null when there was none
 * @param headers by lower-case name, in order of arrival
 * @param body empty when there was none
 * @param status the HTTP status of the answer
 * @param answer the body of the answer
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and a body may have 41 MB
public record RecordedRequest(
        long nanoTime,
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        byte[] body,
        int status,
        String answer) {

    /** A copy. */
    @Override
    public byte[] body() {
        return body.clone();
    }

    /** First value of a header, whatever the case of its name; null when absent. */
    public String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.get(0);
    }

    /** The body read as UTF-8. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Path and query as in the request line, such as {@code /emails?limit=2}. */
    public String target() {
        return query == null ? path : path + "?" + query;
    }

    /** Without headers, which contain keys. */
    @Override
    public String toString() {
        return "%s %s -> %d %s".formatted(method, target(), status, body.length > 1000 ? "..." : bodyText());
    }

    public RecordedRequest answered(int with, String text) {
        return new RecordedRequest(nanoTime, method, path, query, headers, body, with, text);
    }

    /** The body without copying it; callers must not change it. */
    public byte[] rawBody() {
        return body;
    }
}
