package dev.resendmcp.mcp.http;

import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.mcp.message.Reply;
import dev.resendmcp.mcp.message.RpcError;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What the HTTP server itself has to say, such as to a request that is no HTTP: one line of JSON instead of its own pages,
 * which show causes.
 */
public final class JsonErrorHandler extends ErrorHandler {
    /** About as long as a restart takes. */
    private static final int RETRY_AFTER_SECONDS = 10;

    private final RefusalLog refusals;
    private final BooleanSupplier stopping;

    /**
     * @param refusals logs the requests that the server refuses
     * @param stopping whether the server refuses requests because it stops
     */
    public JsonErrorHandler(RefusalLog refusals, BooleanSupplier stopping) {
        this.refusals = refusals;
        this.stopping = stopping;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int status, String message, Throwable cause, Callback callback) {
        if (status != HttpStatus.INTERNAL_SERVER_ERROR_500) {
            refusals.refused(request);
        }
        RpcError error = new RpcError(status, RpcError.INVALID_REQUEST, HttpStatus.getMessage(status));
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503 && stopping.getAsBoolean()) {
            error = RpcError.stopping(RETRY_AFTER_SECONDS);
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        String body = HttpMethod.HEAD.is(request.getMethod())
                ? ""
                : Reply.error(null, error).body().toString();
        Content.Sink.write(response, true, body, callback);
    }

    @Override
    public boolean writeError(Request request, Response response, Callback callback, int status) {
        response.setStatus(status);
        generateResponse(request, response, status, null, null, callback);
        return true;
    }
}
