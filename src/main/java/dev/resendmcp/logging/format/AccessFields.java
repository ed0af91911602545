package dev.resendmcp.logging.format;

import ch.qos.logback.access.common.spi.IAccessEvent;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields of a request log line. The query string, path parameters, bodies and all other headers stay out: they may hold
 * secrets. Values that a client chooses freely are truncated, so that no request writes a long line.
 */
final class AccessFields extends Fields<IAccessEvent> {
    /** Maximum length of path and user agent, in characters. */
    static final int MAX_LENGTH = 200;

    // Opaque identifiers and tokens are long and have digits; names of pages rarely do.
    private static final Pattern OPAQUE = Pattern.compile("(?<=/)(?=[^/]*\\d)[^/]{16,}");
    private static final Pattern PARAMETERS = Pattern.compile("[;?#][^/]*");

    /** Nothing in them has to be removed. */
    private static final Set<String> USUAL_PATHS = Set.of("/mcp", "/", "/files", "/health-check", "/metrics");

    /** Jetty uses the last one for a request that it cannot parse. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BAD");

    private final Timestamps timestamps = new Timestamps();
    private final LineSource origin;

    AccessFields(LineSource origin, FieldNames names) {
        super(names);
        this.origin = origin;
    }

    @Override
    protected void collect(IAccessEvent event, LineRecord line) {
        line.add("timestamp", timestamps.format(event.getTimeStamp()))
                .add("remote_address", given(event.getRemoteAddr()))
                .add("method", METHODS.contains(event.getMethod()) ? event.getMethod() : "_OTHER")
                .add("path", path(given(event.getRequestURI())))
                .add("status", event.getStatusCode())
                .add("bytes", event.getContentLength())
                .add("duration_ms", event.getElapsedTime())
                .add("user_agent", cut(given(event.getRequestHeader("User-Agent"))))
                .add("request_id", given(event.getResponseHeader("X-Request-Id")));
        origin.addTo(line);
    }

    /** The access library returns "-" for a missing value. */
    private static String given(String value) {
        return value == null || value.equals(IAccessEvent.NA) ? null : value;
    }

    private static String path(String uri) {
        if (uri == null || USUAL_PATHS.contains(uri)) {
            return uri;
        }
        String plain = PARAMETERS.matcher(uri).replaceAll("");
        return cut(OPAQUE.matcher(plain).replaceAll("****"));
    }

    private static String cut(String text) {
        return text == null || text.length() <= MAX_LENGTH
                ? text
                : text.substring(0, MAX_LENGTH) + "... (" + text.length() + " characters)";
    }
}
