package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.message.EraClassifier.Notification;
import dev.resendmcp.toolsets.ToolView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a message came from, as far as that is known without sessions. Messages of equal identity may still come from two
 * clients: two copies of one program on one machine, or two clients behind one proxy.
 *
 * @param caller who the credential stands for
 * @param transport as metrics name it: {@code tcp} or {@code pipe}
 * @param address where the connection comes from; empty for a pipe
 * @param program what the client calls itself: its {@code User-Agent}, or over a pipe name and version from the handshake; empty
 *     when unknown
 * @param view tools that the message may see and call
 * @param current the view that the same message would have later; empty when it would not be let in any more
 */
public record ClientIdentity(
        Caller caller,
        String transport,
        String address,
        String program,
        ToolView view,
        Supplier<Optional<ToolView>> current) {
    private static final String PIPE = "pipe";
    private static final String HTTP = "tcp";
    private static final int LONGEST_NAME = 100;

    /** A client that may use all tools. */
    public ClientIdentity(Caller caller, String transport, String address, String program) {
        this(caller, transport, address, program, ToolView.ALL, () -> Optional.of(ToolView.ALL));
    }

    /**
     * The one client that started this process.
     *
     * @param program name and version; empty before the handshake
     */
    public static ClientIdentity pipe(String program) {
        return new ClientIdentity(Caller.STDIO, PIPE, "", program);
    }

    /** The client of an HTTP request. */
    public static ClientIdentity of(Caller caller, HttpServletRequest request) {
        String program = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        return new ClientIdentity(caller, HTTP, request.getRemoteAddr(), program);
    }

    /**
     * What {@code clientInfo} says, fit for a log line.
     *
     * @return name and version, such as {@code example-client/1.2}; empty when there is no name
     */
    public static String nameAndVersion(JsonNode clientInfo) {
        return clientInfo.path("name").isTextual()
                ? shortened(clientInfo.path("name").asText() + "/"
                        + clientInfo.path("version").asText(""))
                : "";
    }

    /** The beginning of a name that is too long. */
    public static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }

    /** Who answers for what a request takes: where no token tells callers apart, the address it comes from. */
    public Caller payer() {
        return caller.equals(Caller.LOCAL) && !address.isEmpty() ? new Caller(address) : caller;
    }

    /** The same client with this view, now and later. */
    public ClientIdentity seeing(ToolView other) {
        return seeing(other, () -> Optional.of(other));
    }

    /**
     * The same client with a view that may change.
     *
     * @param now the view of this message
     * @param later the view that the same message would have later
     */
    public ClientIdentity seeing(ToolView now, Supplier<Optional<ToolView>> later) {
        return new ClientIdentity(caller, transport, address, program, now, later);
    }

    /** Whether the client has started this process. */
    public boolean isPipe() {
        return transport.equals(PIPE);
    }

    /** Whether two messages may have come from the same client. Over a pipe the handshake gives the same client a name. */
    public boolean mayBe(ClientIdentity other) {
        return caller.equals(other.caller)
                && transport.equals(other.transport)
                && address.equals(other.address)
                && (isPipe() || program.equals(other.program));
    }

    /** Whether a notification counts. Over HTTP the newer revisions send none. */
    public boolean heeds(Notification notification) {
        return isPipe() || !notification.modern();
    }

    /** Whether a request ends with a notification that cancels it. Over HTTP the newer revisions hang up instead. */
    public boolean cancels(McpRequest request) {
        return isPipe() || !request.modern();
    }
}
