package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.mcp.call.McpProtocol;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.ProtocolVersions;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The stream that clients of the revisions with a handshake open with GET, to be told of changes. Requests without a version are
 * refused, because clients of the older SSE transport would wait in vain.
 */
final class AnnouncementStream {
    private AnnouncementStream() {}

    /** Whether a request opens a stream. */
    static boolean isWanted(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        String version = request.getHeader("MCP-Protocol-Version");
        boolean empty = request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
        return request.getMethod().equals("GET")
                && empty
                && accept != null
                && accept.contains("text/event-stream")
                && version != null
                && ProtocolVersions.isInHeader(version);
    }

    /** Opens a stream, or answers why there is none. */
    static void open(
            McpProtocol protocol,
            ClientIdentity client,
            HttpServletRequest request,
            HttpServletResponse response,
            ObjectMapper mapper,
            TrafficLimits traffic) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        HttpExchange exchange = new HttpExchange(request, response, async, client.payer(), () -> {}, mapper, traffic);
        exchange.cancelOnHangUp();
        protocol.announce(client, exchange).ifPresent(error -> {
            // The answer that clients take for "no streams here", and do without.
            response.setHeader("Allow", "POST");
            exchange.finish(Reply.error(null, new RpcError(405, error.code(), error.message())));
        });
    }
}
