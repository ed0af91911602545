package dev.resendmcp.mcp.resources;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.mcp.account.AccountKind;
import dev.resendmcp.mcp.dispatch.RequestContext;
import dev.resendmcp.mcp.dispatch.RpcException;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Reads parts of the caller's account through the tools, and turns their errors into errors of the protocol. */
public final class AccountReader {
    static final int LARGEST_PAGE = 100;
    /** Reads a received email. */
    static final String RECEIVED_TOOL = "get_received_email";
    /** Characters of a percent-encoded byte. */
    private static final int ENCODED = 3;

    /** How tools report that an id names nothing, or cannot name anything. */
    private static final Set<Integer> NO_SUCH_THING = Set.of(400, 404, 422);

    private final Tools tools;

    public AccountReader(Tools tools) {
        this.tools = tools;
    }

    /** The newest of a kind. */
    ObjectNode list(RequestContext context, AccountKind kind, String uri) {
        return call(context, kind.listTool(), arguments().put("limit", LARGEST_PAGE), uri);
    }

    /** One of a kind, by its percent-encoded id. */
    ObjectNode one(RequestContext context, AccountKind kind, String uri, String encodedId) {
        return call(context, kind.getTool(), arguments().put(kind.idArgument(), decoded(uri, encodedId)), uri);
    }

    /** A received email, by its percent-encoded id. */
    ObjectNode receivedEmail(RequestContext context, String uri, String encodedId) {
        return call(
                context,
                RECEIVED_TOOL,
                arguments().put("email_id", decoded(uri, encodedId)).put("body", "raw"),
                uri);
    }

    /** The error for a resource that does not exist. */
    static RpcException notFound(String uri) {
        return new RpcException(new RpcError(
                200,
                RpcError.RESOURCE_NOT_FOUND,
                "Resource not found",
                JsonNodeFactory.instance.objectNode().put("uri", uri)));
    }

    private static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String decoded(String uri, String encodedId) {
        return decode(encodedId).orElseThrow(() -> notFound(uri));
    }

    private ObjectNode call(RequestContext context, String tool, ObjectNode arguments, String uri) {
        ToolResult result = tools.call(new ToolCall(context.caller(), tool, arguments));
        if (result.error().isPresent()) {
            throw failed(result.error().get(), tool, uri);
        }
        return result.content();
    }

    private static RpcException failed(ToolError error, String tool, String uri) {
        if (error.is(ErrorName.CONFIRMATION_REQUIRED)) {
            return refusedByPolicy(error, tool);
        }
        return NO_SUCH_THING.contains(error.statusCode())
                ? notFound(uri)
                : new RpcException(new RpcError(200, RpcError.INTERNAL_ERROR, error.message()));
    }

    /** The service works as configured, so this is no internal error: the request is one that it does not take. */
    private static RpcException refusedByPolicy(ToolError error, String tool) {
        return new RpcException(new RpcError(
                200,
                RpcError.INVALID_REQUEST,
                error.message(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", error.name())
                        .put("rule", "approvals.tools")
                        .put("tool", tool)));
    }

    /** Decodes a percent-encoded part of a URI once, strictly; empty when it is not well-formed UTF-8 or a percent sign stands alone. */
    static Optional<String> decode(String part) {
        byte[] raw = part.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                decoded.write(raw[i]);
            } else if (i + ENCODED <= raw.length
                    && HexFormat.isHexDigit(raw[i + 1])
                    && HexFormat.isHexDigit(raw[i + 2])) {
                decoded.write(HexFormat.fromHexDigit(raw[i + 1]) << 4 | HexFormat.fromHexDigit(raw[i + 2]));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(decoded.toByteArray());
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
