package dev.resendmcp.simulator.core;

/** An error response of the API: HTTP status, machine-readable name and a message for people. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String name;

    public ApiException(int status, String name, String message) {
        super(message, null, false, false);
        this.status = status;
        this.name = name;
    }

    /** A field or parameter is wrong. */
    public static ApiException invalid(String message) {
        return new ApiException(422, "validation_error", message);
    }

    /** The endpoint cannot read the request. */
    static ApiException unreadable(String message) {
        return new ApiException(400, "validation_error", message);
    }

    /** The request is valid, but this account may not do that. */
    public static ApiException forbidden(String message) {
        return new ApiException(403, "validation_error", message);
    }

    public static ApiException notFound(String what) {
        return new ApiException(404, "not_found", what + " not found");
    }

    int status() {
        return status;
    }

    String name() {
        return name;
    }
}
