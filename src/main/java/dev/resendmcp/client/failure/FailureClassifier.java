package dev.resendmcp.client.failure;

import static dev.resendmcp.error.ResendErrorName.APPLICATION_ERROR;
import static dev.resendmcp.error.ResendErrorName.CONCURRENT_IDEMPOTENT_REQUESTS;
import static dev.resendmcp.error.ResendErrorName.RATE_LIMIT_EXCEEDED;
import static dev.resendmcp.error.ResendErrorName.RESOURCE_LOCKED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.client.failure.AttemptFailure.Reach;
import dev.resendmcp.client.failure.AttemptFailure.Remedy;
import dev.resendmcp.client.failure.AttemptFailure.Verdict;
import dev.resendmcp.client.http.ErrorResponseException;
import dev.resendmcp.client.http.Exchange;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendException;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns every kind of failure into an error name, a sentence and a remedy. */
public final class FailureClassifier {
    /** Temporary refusals: another request is working on the same thing. */
    private static final Set<String> BUSY =
            Set.of(CONCURRENT_IDEMPOTENT_REQUESTS.wireName(), RESOURCE_LOCKED.wireName());
    /** Resend does not support the request: nothing happened, and a retry would not help. */
    private static final Set<Integer> NOT_DONE = Set.of(501, 505);

    private static final int LONGEST_MESSAGE = 1_000;

    /** Names go into logs, metrics and the audit log, so that nothing else may pass for one. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** What stands in a request, and may come back with the answer of something on the way that repeats it. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("(?i)\\b(?:bearer|basic)[\\s:=]+[^\\s\"'<>,;\\]]+|\\bre_[A-Za-z0-9_-]{8,}");

    private final ObjectMapper mapper;
    private final Clock clock;
    private final boolean proxied;

    /** @param proxied whether connections are opened by a proxy, which then also resolves names */
    public FailureClassifier(ObjectMapper mapper, Clock clock, boolean proxied) {
        this.mapper = mapper;
        this.clock = clock;
        this.proxied = proxied;
    }

    /** Classifies what an attempt threw. */
    public AttemptFailure classify(Throwable thrown, UpstreamRequest request, Exchange exchange) {
        if (thrown instanceof ErrorResponseException answer) {
            return answered(answer, request);
        }
        if (thrown instanceof ResendException own) {
            return AttemptFailure.heldBack(own);
        }
        FailureRule rule = FailureRule.find(thrown, exchange.sent());
        return (proxied && !exchange.sent() ? rule.throughProxy() : rule).failure(request, exchange, thrown);
    }

    private AttemptFailure answered(ErrorResponseException answer, UpstreamRequest request) {
        int status = answer.status();
        JsonNode body = body(answer.body());
        String name = text(body, "name")
                .filter(given -> NAME.matcher(given).matches())
                .orElseGet(() -> unnamed(status));
        String message = text(body, "message")
                .map(given -> CREDENTIALS.matcher(given).replaceAll("****"))
                .orElse("Resend answered with HTTP status " + status + " and no error that can be read.");
        Remedy remedy = remedy(status, name, request);
        Duration wait = retryAfter(answer.retryAfter()).orElse(null);
        ResendException error = new ResendException(name, message, status, remedy != Remedy.NONE, wait);
        Verdict verdict = failed(status)
                ? Verdict.of(FailureKind.SERVER_ERROR)
                : new Verdict(status >= 500 ? FailureKind.SERVER_ERROR : null, true, false);
        return new AttemptFailure(error, remedy, Reach.SENT, status, verdict, null);
    }

    /** Reads {@code Retry-After}, seconds or an HTTP date; empty when the header is missing (null) or makes no sense. */
    Optional<Duration> retryAfter(String header) {
        String text = header == null ? "" : header.strip();
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Integer.parseInt(text))));
        } catch (NumberFormatException notSeconds) {
            return date(text);
        }
    }

    private Optional<Duration> date(String text) {
        try {
            ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), date.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException notDate) {
            return Optional.empty();
        }
    }

    /** The name of an error whose body has none. */
    private static String unnamed(int status) {
        if (status == 429) {
            return RATE_LIMIT_EXCEEDED.wireName();
        }
        return status >= 500 ? APPLICATION_ERROR.wireName() : ErrorName.UNEXPECTED_ANSWER.wireName();
    }

    /** By name where the status alone does not tell: quotas have the status of the rate limit, and no repeat helps. */
    private static Remedy remedy(int status, String name, UpstreamRequest request) {
        if (status == 429 && RATE_LIMIT_EXCEEDED.is(name)) {
            return Remedy.REPEAT;
        }
        boolean passing = BUSY.contains(name) || (failed(status) && request.repeatable());
        return passing ? Remedy.REPEAT_AFTER_PAUSE : Remedy.NONE;
    }

    private static boolean failed(int status) {
        return status >= 500 && !NOT_DONE.contains(status);
    }

    private JsonNode body(byte... body) {
        try {
            return mapper.readTree(body);
        } catch (IOException e) {
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
}
