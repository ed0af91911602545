package dev.resendmcp.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.api.ResendException;
import dev.resendmcp.client.AttemptFailure.Remedy;
import dev.resendmcp.client.ExchangeGuard.AnswerTooLargeException;
import jakarta.ws.rs.WebApplicationException;
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
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** The one place where a failure of any kind becomes a name, a sentence and a remedy. */
final class Failures {
    private static final String UNREACHABLE = "upstream_unreachable";
    private static final String INVALID = "upstream_invalid_answer";
    private static final String COULD_NOT_REACH = "Resend could not be reached.";
    private static final Set<String> TRANSIENT = Set.of(
            "rate_limit_exceeded",
            "concurrent_idempotent_requests",
            "resource_locked",
            "application_error",
            "internal_server_error",
            "service_unavailable",
            "gateway_timeout");
    private static final int LONGEST_MESSAGE = 1_000;
    private static final int DEEPEST_CAUSE = 20;

    private static final Kind POOL = new Kind(
            ConnectionRequestTimeoutException.class, UNREACHABLE, 503, false, "All connections to Resend are in use.");
    private static final Kind UNREADABLE =
            new Kind(Throwable.class, INVALID, 502, true, "Resend's answer could not be read.");

    /** The first kind that fits any cause counts. */
    private static final List<Kind> KINDS = List.of(
            new Kind(ConnectTimeoutException.class, UNREACHABLE, 503, false, COULD_NOT_REACH),
            new Kind(ConnectException.class, UNREACHABLE, 503, false, COULD_NOT_REACH),
            new Kind(UnknownHostException.class, UNREACHABLE, 503, false, COULD_NOT_REACH),
            new Kind(NoRouteToHostException.class, UNREACHABLE, 503, false, COULD_NOT_REACH),
            POOL,
            new Kind(SSLException.class, UNREACHABLE, 502, true, "The encrypted connection to Resend failed."),
            new Kind(
                    AnswerTooLargeException.class,
                    INVALID,
                    502,
                    true,
                    "Resend's answer is larger than resend.maxAnswerSize allows."),
            new Kind(InterruptedIOException.class, "upstream_timeout", 504, true, "Resend did not answer in time."),
            new Kind(JacksonException.class, INVALID, 502, true, "Resend's answer is not the JSON it should be."),
            new Kind(
                    IOException.class,
                    UNREACHABLE,
                    502,
                    true,
                    "The connection to Resend broke before the answer was complete."));

    private final ObjectMapper mapper;
    private final RetryAfter retryAfter;

    Failures(ObjectMapper mapper, RetryAfter retryAfter) {
        this.mapper = mapper;
        this.retryAfter = retryAfter;
    }

    /** Classifies what an attempt threw. */
    AttemptFailure classify(Throwable thrown, Attempt attempt) {
        if (thrown instanceof WebApplicationException answer) {
            return answered(answer, attempt);
        }
        if (thrown instanceof ResendException own) {
            return new AttemptFailure(own, Remedy.NONE, 0, own);
        }
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .flatMap(cause -> KINDS.stream().filter(kind -> kind.type.isInstance(cause)))
                .min(Comparator.comparing(KINDS::indexOf))
                .orElse(UNREADABLE)
                .failure(attempt, thrown);
    }

    private AttemptFailure answered(WebApplicationException thrown, Attempt attempt) {
        try (Response answer = thrown.getResponse()) {
            int status = answer.getStatus();
            JsonNode body = body(answer);
            String name = text(body, "name")
                    .orElse(
                            status == 429
                                    ? "rate_limit_exceeded"
                                    : status >= 500 ? "application_error" : "unexpected_answer");
            String message = text(body, "message")
                    .orElse("Resend answered with HTTP status " + status + " and no error that can be read.");
            Optional<Duration> wait = retryAfter.read(answer.getHeaderString("retry-after"));
            boolean limited = status == 429 && name.equals("rate_limit_exceeded");
            if (status >= 500) {
                message += advice(attempt);
            }
            boolean retryable = TRANSIENT.contains(name) && (status < 500 || attempt.repeatable());
            ResendException error = new ResendException(name, message, status, retryable, wait.orElse(null));
            return new AttemptFailure(error, limited ? Remedy.REPEAT : Remedy.NONE, status, null);
        }
    }

    private static String advice(Attempt attempt) {
        if (attempt.idempotencyKey().isPresent()) {
            return " It may have accepted the request. Repeat it with idempotency_key \""
                    + attempt.idempotencyKey().get() + "\": Resend then carries it out once at most.";
        }
        return attempt.repeatable()
                ? " Try again."
                : " It may have carried out the request: look whether it did before you repeat it.";
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
     * @param sent whether the request may have reached Resend
     */
    private record Kind(Class<?> type, String name, int status, boolean sent, String sentence) {

        AttemptFailure failure(Attempt attempt, Throwable cause) {
            String message = sent ? sentence + advice(attempt) : sentence + " Nothing was sent. Try again later.";
            boolean retryable = !sent || attempt.repeatable();
            Remedy remedy = sent || equals(POOL) ? Remedy.NONE : Remedy.REPEAT_AFTER_PAUSE;
            return new AttemptFailure(new ResendException(name, message, status, retryable, null), remedy, 0, cause);
        }
    }
}
