package dev.resendmcp.simulator.http;

import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.SimulatedApi;
import dev.resendmcp.simulator.http.RateWindow.Admission;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Reads a request, applies the rate limit, records the request, and writes the response of the API. */
public final class HttpFrontEnd extends Handler.Abstract {
    private static final int LARGEST_BODY = 41 * 1024 * 1024;

    private static final String EDGE_REFUSAL = "error code: 1010";

    private final RequestLog log;
    private final SimulatedAccounts accounts;
    private volatile Duration delay = Duration.ZERO;

    public HttpFrontEnd(RequestLog log, SimulatedAccounts accounts) {
        this.log = log;
        this.accounts = accounts;
    }

    public void delayAnswers(Duration by) {
        delay = by;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
        if (agent == null || agent.isBlank()) {
            refuseAtTheEdge(request, response, callback);
            return true;
        }
        SimulatedAccounts.Member account = accounts.of(request.getHeaders().get(HttpHeader.AUTHORIZATION));
        Admission admission = account.window().arrive();
        RecordedRequest arrived = read(request, admission.nanoTime());
        SimulatedApi.Outcome outcome = outcome(account.api(), arrived, admission);
        String text = outcome.answer().body().toString();
        log.add(arrived.answered(outcome.answer().status(), text));
        describe(admission, response.getHeaders());
        response.setStatus(outcome.answer().status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        later(request, () -> {
            outcome.settle().run();
            response.write(true, ByteBuffer.wrap(body), callback);
        });
        return true;
    }

    private static SimulatedApi.Outcome outcome(SimulatedApi api, RecordedRequest arrived, Admission admission) {
        if (!admission.admitted()) {
            return SimulatedApi.Outcome.refused(new ApiException(
                    429, "rate_limit_exceeded", "No more than %d requests per second.".formatted(admission.limit())));
        }
        if (arrived.rawBody().length > LARGEST_BODY) {
            return SimulatedApi.Outcome.refused(
                    new ApiException(413, "validation_error", "The request body is too large."));
        }
        return api.answer(arrived);
    }

    /** The network in front of Resend rejects such requests without counting them, and not in JSON. */
    private void refuseAtTheEdge(Request request, Response response, Callback callback) throws IOException {
        log.add(read(request, System.nanoTime()).answered(403, EDGE_REFUSAL));
        response.setStatus(403);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        later(request, () -> response.write(true, StandardCharsets.UTF_8.encode(EDGE_REFUSAL), callback));
    }

    private void later(Request request, Runnable write) {
        long nanos = delay.toNanos();
        if (nanos <= 0) {
            write.run();
        } else {
            request.getComponents().getScheduler().schedule(write, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private static void describe(Admission admission, HttpFields.Mutable headers) {
        headers.put("ratelimit-limit", Integer.toString(admission.limit()));
        headers.put("ratelimit-remaining", Integer.toString(admission.remaining()));
        headers.put("ratelimit-reset", Long.toString(admission.reset()));
        if (!admission.admitted()) {
            headers.put("retry-after", Long.toString(admission.reset()));
        }
    }

    private static RecordedRequest read(Request request, long nanoTime) throws IOException {
        byte[] body;
        try (InputStream in = Request.asInputStream(request)) {
            // One more byte than allowed shows that a body is too large.
            body = in.readNBytes(LARGEST_BODY + 1);
        }
        String path = request.getHttpURI().getPath();
        String query = request.getHttpURI().getQuery();
        return new RecordedRequest(nanoTime, request.getMethod(), path, query, headers(request), body, 0, "");
    }

    private static Map<String, List<String>> headers(Request request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(field.getValue() == null ? "" : field.getValue());
        }
        headers.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(headers);
    }
}
