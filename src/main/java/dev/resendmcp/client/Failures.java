package dev.resendmcp.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.api.ResendException;
import dev.resendmcp.client.AttemptFailure.Reach;
import dev.resendmcp.client.AttemptFailure.Remedy;
import dev.resendmcp.client.ExchangeGuard.AnswerTooLargeException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.NoContentException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** The one place where a failure of any kind becomes a name, a sentence and a remedy. */
final class Failures {
    private static final String UNREACHABLE = "upstream_unreachable";
    private static final String INVALID = "upstream_invalid_answer";
    private static final String RATE_LIMIT = "rate_limit_exceeded";
    /** Refusals of the moment: somebody else is at work on the same thing. */
    private static final Set<String> BUSY = Set.of("concurrent_idempotent_requests", "resource_locked");

    private static final int LONGEST_MESSAGE = 1_000;
    private static final int DEEPEST_CAUSE = 20;

    private static final Kind UNCONNECTED =
            Kind.notSent(Throwable.class, Remedy.REPEAT_AFTER_PAUSE, "Resend could not be reached.");
    private static final Kind UNTRUSTED = Kind.notSent(
            Throwable.class,
            Remedy.NONE,
            "The certificate of what answers in Resend's place is not trusted; see resend.http.tls.");
    private static final Kind UNREADABLE =
            Kind.sent(Throwable.class, INVALID, 502, "Resend's answer could not be read.");

    /** The first kind that fits any cause counts. */
    private static final List<Kind> KINDS = List.of(
            UNCONNECTED.of(ConnectTimeoutException.class),
            UNCONNECTED.of(ConnectException.class),
            UNCONNECTED.of(UnknownHostException.class),
            UNCONNECTED.of(NoRouteToHostException.class),
            new Kind(
                    ConnectionRequestTimeoutException.class,
                    UNREACHABLE,
                    503,
                    Reach.HELD_BACK,
                    Remedy.NONE,
                    "All connections to Resend are in use."),
            UNTRUSTED.of(SSLHandshakeException.class),
            UNTRUSTED.of(SSLPeerUnverifiedException.class),
            Kind.sent(SSLException.class, UNREACHABLE, 502, "The encrypted connection to Resend failed."),
            new Kind(
                    AnswerTooLargeException.class,
                    INVALID,
                    502,
                    Reach.SENT,
                    Remedy.NONE,
                    "Resend's answer is larger than resend.maxAnswerSize allows."),
            Kind.sent(InterruptedIOException.class, "upstream_timeout", 504, "Resend did not answer in time."),
            Kind.sent(JacksonException.class, INVALID, 502, "Resend's answer is not the JSON it should be."),
            Kind.sent(NoContentException.class, INVALID, 502, "Resend's answer is empty."),
            Kind.sent(
                    IOException.class,
                    UNREACHABLE,
                    502,
                    "The connection to Resend broke before the answer was complete."));

    private final ObjectMapper mapper;
    private final RetryAfter retryAfter;

    Failures(ObjectMapper mapper, RetryAfter retryAfter) {
        this.mapper = mapper;
        this.retryAfter = retryAfter;
    }

    /** Classifies what an attempt threw. */
    AttemptFailure classify(Throwable thrown, UpstreamRequest request) {
        if (thrown instanceof WebApplicationException answer) {
            return answered(answer, request);
        }
        if (thrown instanceof ResendException own) {
            return AttemptFailure.heldBack(own);
        }
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .flatMap(cause -> KINDS.stream().filter(kind -> kind.type.isInstance(cause)))
                .min(Comparator.comparing(KINDS::indexOf))
                .orElse(UNREADABLE)
                .failure(request, thrown);
    }

    private AttemptFailure answered(WebApplicationException thrown, UpstreamRequest request) {
        try (Response answer = thrown.getResponse()) {
            int status = answer.getStatus();
            JsonNode body = body(answer);
            String name = text(body, "name")
                    .orElse(status == 429 ? RATE_LIMIT : status >= 500 ? "application_error" : "unexpected_answer");
            String message = text(body, "message")
                    .orElse("Resend answered with HTTP status " + status + " and no error that can be read.");
            Remedy remedy = remedy(status, name, request);
            Duration wait =
                    retryAfter.read(answer.getHeaderString("retry-after")).orElse(null);
            ResendException error = new ResendException(name, message, status, remedy != Remedy.NONE, wait);
            return new AttemptFailure(error, remedy, Reach.SENT, status, null);
        }
    }

    /** By name where the status alone does not tell: quotas have the status of the rate limit, and no repeat helps. */
    private static Remedy remedy(int status, String name, UpstreamRequest request) {
        if (status == 429 && name.equals(RATE_LIMIT)) {
            return Remedy.REPEAT;
        }
        boolean passing = BUSY.contains(name) || (status >= 500 && request.repeatable());
        return passing ? Remedy.REPEAT_AFTER_PAUSE : Remedy.NONE;
    }

    private JsonNode body(Response answer) {
        try (InputStream stream = answer.readEntity(InputStream.class)) {
            JsonNode body = stream == null ? null : mapper.readTree(stream);
            return body == null ? mapper.missingNode() : body;
        } catch (IOException | RuntimeException e) {
            // An edge or a proxy answered: HTML, text or nothing.
            return mapper.missingNode();
        }
    }

    private static Optional<String> text(JsonNode body, String field) {
        JsonNode value = body.path(field).isMissingNode() ? body.path("error").path(field) : body.path(field);
        return Optional.of(value)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .map(text -> text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text);
    }

    /**
     * A kind of failure without an answer.
     *
     * @param remedy for requests that may be repeated
     */
    private record Kind(
            Class<? extends Throwable> type, String name, int status, Reach reach, Remedy remedy, String sentence) {

        /** The request did not leave. */
        static Kind notSent(Class<? extends Throwable> type, Remedy remedy, String sentence) {
            return new Kind(type, UNREACHABLE, 503, Reach.NOT_SENT, remedy, sentence);
        }

        /** The request left, and what came of it is not known. */
        static Kind sent(Class<? extends Throwable> type, String name, int status, String sentence) {
            return new Kind(type, name, status, Reach.SENT, Remedy.REPEAT_AFTER_PAUSE, sentence);
        }

        Kind of(Class<? extends Throwable> other) {
            return new Kind(other, name, status, reach, remedy, sentence);
        }

        AttemptFailure failure(UpstreamRequest request, Throwable cause) {
            boolean sent = reach == Reach.SENT;
            Remedy allowed = sent && !request.repeatable() ? Remedy.NONE : remedy;
            boolean retryable = reach == Reach.HELD_BACK || allowed != Remedy.NONE;
            String message = sent ? sentence : sentence + " Nothing was sent.";
            return new AttemptFailure(
                    new ResendException(name, message, status, retryable, null), allowed, reach, 0, cause);
        }
    }
}
