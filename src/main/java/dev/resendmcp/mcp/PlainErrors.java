package dev.resendmcp.mcp;

import dev.resendmcp.http.RefusalLog;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What the HTTP server itself has to say, such as to a request that is no HTTP: one line of JSON in place of its own pages,
 * which show causes.
 */
public final class PlainErrors extends ErrorHandler {
    private final RefusalLog refusals;

    /** @param refusals logs the requests that the server refuses */
    public PlainErrors(RefusalLog refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int status, String message, Throwable cause, Callback callback) {
        if (status != HttpStatus.INTERNAL_SERVER_ERROR_500) {
            refusals.refused(request);
        }
        RpcError error = new RpcError(status, RpcError.INVALID_REQUEST, HttpStatus.getMessage(status));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        String body =
                HttpMethod.HEAD.is(request.getMethod()) ? "" : error.body(null).toString();
        Content.Sink.write(response, true, body, callback);
    }

    @Override
    public boolean writeError(Request request, Response response, Callback callback, int status) {
        response.setStatus(status);
        generateResponse(request, response, status, null, null, callback);
        return true;
    }
}
