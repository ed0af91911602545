package dev.resendmcp.mcp;

import dev.resendmcp.mcp.EraClassifier.Notification;
import dev.resendmcp.tools.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Where a message came from, as far as that can be told without sessions. Two messages with equal senders may still come from
 * two clients: from two copies of one program on one machine, or from behind one proxy.
 *
 * @param caller who the credential stands for
 * @param transport as metrics name it: {@code tcp} or {@code pipe}
 * @param address where the connection comes from; empty for a pipe
 * @param program what the client calls itself, its {@code User-Agent}; empty when it does not say
 */
record Sender(Caller caller, String transport, String address, String program) {
    private static final String PIPE = "pipe";
    private static final String HTTP = "tcp";

    /** The one client that started this process. */
    static Sender pipe() {
        return new Sender(Caller.STDIO, PIPE, "", "");
    }

    /** The client of an HTTP request. */
    static Sender of(Caller caller, HttpServletRequest request) {
        String program = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        return new Sender(caller, HTTP, request.getRemoteAddr(), program);
    }

    /** Who answers for what a request takes: where no token tells callers apart, the address it comes from. */
    Caller payer() {
        return caller.equals(Caller.LOCAL) && !address.isEmpty() ? new Caller(address) : caller;
    }

    /** Whether a notification counts. Over HTTP the newer revisions send none. */
    boolean heeds(Notification notification) {
        return transport.equals(PIPE) || !notification.modern();
    }

    /** Whether a request ends with a notification that cancels it. Over HTTP the newer revisions hang up instead. */
    boolean cancels(McpRequest request) {
        return transport.equals(PIPE) || !request.modern();
    }
}
