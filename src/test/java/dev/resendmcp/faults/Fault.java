package dev.resendmcp.faults;

/** What {@link FaultProxy} does to a request. */
enum Fault {
    /** Nothing. */
    NONE(true),
    /** Hangs up before the request is passed on. */
    RESET_BEFORE(false),
    /** Hangs up when the request was carried out. */
    RESET_AFTER(true),
    /** Fails in place of the upstream. */
    ERROR_BEFORE(false, "500 Internal Server Error", "internal_server_error", ""),
    /** Fails when the request was carried out. */
    ERROR_AFTER(true, "500 Internal Server Error", "internal_server_error", ""),
    /** Says that there is no service now. */
    UNAVAILABLE(false, "503 Service Unavailable", "service_unavailable", ""),
    /** Says that the rate limit is used up. */
    RATE_LIMITED(false, "429 Too Many Requests", "rate_limit_exceeded", "Retry-After: 1\r\n"),
    /** Hangs up in the middle of the answer. */
    HALF_ANSWER(true);

    private final boolean passedOn;
    private final String answer;

    Fault(boolean passedOn) {
        this.passedOn = passedOn;
        this.answer = "";
    }

    Fault(boolean passedOn, String status, String name, String header) {
        String body = "{\"statusCode\":" + status.substring(0, 3) + ",\"name\":\"" + name
                + "\",\"message\":\"A fault of the test.\"}";
        this.passedOn = passedOn;
        this.answer = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + header + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    /** Whether the upstream sees the request. */
    boolean passedOn() {
        return passedOn;
    }

    /** What stands in for the upstream's answer; empty for none or its own. */
    String answer() {
        return answer;
    }
}
