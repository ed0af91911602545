package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Computes the result of a method. Safe for use by many threads. */
@FunctionalInterface
public interface MethodHandler {
    /**
     * The result, which the dispatcher may add fields to.
     *
     * @param context of this request
     * @param params checked by the method's {@link ParamsCheck}; an object, or missing
     * @throws RpcException to end the request with an error
     */
    ObjectNode handle(RequestContext context, JsonNode params);
}
