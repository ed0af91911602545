package dev.resendmcp.client.failure;

import java.util.Optional;

/**
 * What rules, failures and metrics must know of a request, which may be made more than once.
 *
 * @param route path template with a leading slash; no values, so that it may become a label
 * @param method HTTP method
 * @param idempotencyKey key under which Resend carries the request out at most once, if it has one
 */
public record UpstreamRequest(String route, String method, Optional<String> idempotencyKey) {
    /** Method and route, such as {@code GET /emails/{email_id}}. */
    public String endpoint() {
        return method + " " + route;
    }

    /** Whether it may change something at Resend. */
    public boolean writes() {
        return !method.equals("GET");
    }

    /** Whether success without a body is no success: all endpoints answer with one, but to a deletion it adds nothing. */
    public boolean needsAnswer() {
        return !method.equals("DELETE");
    }

    /** Whether Resend does nothing more when it gets the request again. */
    boolean repeatable() {
        return !writes() || idempotencyKey.isPresent();
    }
}
