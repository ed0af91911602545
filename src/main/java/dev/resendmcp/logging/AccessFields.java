package dev.resendmcp.logging;

import ch.qos.logback.access.common.spi.IAccessEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The fields of a request log line. The query string, bodies and all other headers stay out: they may hold secrets. */
final class AccessFields extends Fields<IAccessEvent> {

    @Override
    protected void collect(IAccessEvent event, LineRecord line) {
        line.add("timestamp", Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.MILLIS))
                .add("remote_address", given(event.getRemoteAddr()))
                .add("method", given(event.getMethod()))
                .add("path", given(event.getRequestURI()))
                .add("status", event.getStatusCode())
                .add("bytes", event.getContentLength())
                .add("duration_ms", event.getElapsedTime())
                .add("user_agent", given(event.getRequestHeader("User-Agent")))
                .add("request_id", given(event.getResponseHeader("X-Request-Id")));
    }

    /** The access library says "-" where it has nothing. */
    private static String given(String value) {
        return value == null || value.equals(IAccessEvent.NA) ? null : value;
    }
}
