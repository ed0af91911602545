package dev.resendmcp.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Sends requests to Resend and reads JSON. Safe for use by many threads. */
public final class ResendTransport {
    private static final int SUCCESS = 2;
    private static final int CLASS = 100;

    private final CloseableHttpClient http;
    private final ObjectMapper mapper;
    private final Consumer<HttpRequest> prepare;
    private final IntConsumer onStatus;

    /**
     * @param http left open
     * @param mapper reads answers
     * @param prepare adds the headers that every request has
     * @param onStatus gets the HTTP status of each response
     */
    public ResendTransport(
            CloseableHttpClient http, ObjectMapper mapper, Consumer<HttpRequest> prepare, IntConsumer onStatus) {
        this.http = http;
        this.mapper = mapper;
        this.prepare = prepare;
        this.onStatus = onStatus;
    }

    /**
     * Sends a request.
     *
     * @return the answer; a missing node if it has no body
     * @throws ErrorResponseException if the status is not a success
     * @throws IOException if there is no answer, or none that can be read
     */
    public JsonNode send(HttpUriRequestBase request) throws IOException {
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        prepare.accept(request);
        return http.execute(request, this::read);
    }

    private JsonNode read(ClassicHttpResponse response) throws IOException {
        onStatus.accept(response.getCode());
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
        if (response.getCode() / CLASS != SUCCESS) {
            Header wait = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            throw new ErrorResponseException(response.getCode(), wait == null ? null : wait.getValue(), body);
        }
        return body.length == 0 ? MissingNode.getInstance() : mapper.readTree(body);
    }
}
