package dev.resendmcp.client.failure;

import com.fasterxml.jackson.core.JacksonException;
import dev.resendmcp.client.failure.AttemptFailure.Reach;
import dev.resendmcp.client.failure.AttemptFailure.Remedy;
import dev.resendmcp.client.failure.AttemptFailure.Verdict;
import dev.resendmcp.client.http.Exchange;
import dev.resendmcp.client.http.ResponseLimitHandler.ProxyRefusedException;
import dev.resendmcp.client.memory.ResponseMemory.ResponseAboveMemoryException;
import dev.resendmcp.client.memory.ResponseMemory.ResponseMemoryFullException;
import dev.resendmcp.client.memory.ResponseMemory.ResponseTooLargeException;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendException;
import jakarta.ws.rs.core.NoContentException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;

/**
 * What a failure without an answer means.
 *
 * @param type of the exception, or of one of its causes
 * @param remedy if the request may be repeated, or did not leave
 * @param sentence for callers
 */
record FailureRule(Class<? extends Throwable> type, FailureKind kind, Remedy remedy, String sentence) {
    /** HTTP status if the connection broke after the request was sent. */
    private static final int BROKEN_CONNECTION = 502;

    private static final FailureRule UNREADABLE =
            repeat(Throwable.class, FailureKind.INVALID_ANSWER, "Resend's answer could not be read.");
    private static final FailureRule OWN_FAULT =
            never(Throwable.class, FailureKind.INTERNAL, "The server failed during this call; its log says why.");
    private static final FailureRule UNCONNECTED =
            repeat(Throwable.class, FailureKind.CONNECT, "Resend could not be reached.");
    private static final FailureRule UNTRUSTED = never(
            Throwable.class,
            FailureKind.TLS,
            "The certificate of what answers in Resend's place is not trusted; see RESEND_CA_FILE.");

    /** The first one that fits any cause counts. */
    private static final List<FailureRule> ALL = List.of(
            OWN_FAULT.of(Error.class),
            never(ConnectionRequestTimeoutException.class, FailureKind.POOL, "All connections to Resend are in use."),
            repeat(ProxyRefusedException.class, FailureKind.PROXY, "The proxy refused to connect to Resend."),
            UNCONNECTED.of(ConnectTimeoutException.class),
            UNCONNECTED.of(ConnectException.class),
            UNCONNECTED.of(NoRouteToHostException.class),
            repeat(UnknownHostException.class, FailureKind.DNS, "The host name of Resend could not be resolved."),
            UNTRUSTED.of(SSLHandshakeException.class),
            UNTRUSTED.of(SSLPeerUnverifiedException.class),
            repeat(SSLException.class, FailureKind.TLS, "The encrypted connection to Resend failed."),
            never(
                    ResponseMemoryFullException.class,
                    FailureKind.MEMORY,
                    "Other large answers of Resend take the memory that there is for answers. Repeat the call in a"
                            + " moment."),
            never(
                    ResponseAboveMemoryException.class,
                    FailureKind.INVALID_ANSWER,
                    "Resend's answer takes more memory than this service has for answers; give its JVM more (-Xmx)."),
            never(
                    ResponseTooLargeException.class,
                    FailureKind.INVALID_ANSWER,
                    "Resend's answer is larger than resend.maxAnswerSize allows."),
            repeat(InterruptedIOException.class, FailureKind.TIMEOUT, "Resend did not answer in time."),
            UNREADABLE.of(JacksonException.class, "Resend's answer is not the JSON it should be."),
            UNREADABLE.of(NoContentException.class, "Resend's answer is empty."),
            UNREADABLE.of(MessageConstraintException.class, "The head of Resend's answer is too large."),
            UNREADABLE.of(MalformedChunkCodingException.class),
            UNREADABLE.of(ZipException.class),
            UNREADABLE.of(HttpException.class),
            repeat(
                    IOException.class,
                    FailureKind.RESET,
                    "The connection to Resend broke before the answer was complete."));

    private static FailureRule repeat(Class<? extends Throwable> type, FailureKind kind, String sentence) {
        return new FailureRule(type, kind, Remedy.REPEAT_AFTER_PAUSE, sentence);
    }

    private static FailureRule never(Class<? extends Throwable> type, FailureKind kind, String sentence) {
        return new FailureRule(type, kind, Remedy.NONE, sentence);
    }

    private FailureRule of(Class<? extends Throwable> other) {
        return of(other, sentence);
    }

    private FailureRule of(Class<? extends Throwable> other, String words) {
        return new FailureRule(other, kind, remedy, words);
    }

    static FailureRule find(Throwable thrown, boolean sent) {
        return RootCause.causes(thrown)
                .flatMap(cause -> ALL.stream().filter(rule -> rule.type.isInstance(cause)))
                .min(Comparator.comparing(ALL::indexOf))
                .orElse(sent ? UNREADABLE : OWN_FAULT);
    }

    /** The same where a proxy opens the connections: what cannot be reached then is the proxy. */
    FailureRule throughProxy() {
        return switch (kind) {
            case DNS, CONNECT, RESET ->
                repeat(type, FailureKind.PROXY, "The proxy on the way to Resend could not be reached.");
            default -> this;
        };
    }

    AttemptFailure failure(UpstreamRequest request, Exchange exchange, Throwable thrown) {
        Reach reach = kind == FailureKind.POOL ? Reach.HELD_BACK : exchange.sent() ? Reach.SENT : Reach.NOT_SENT;
        boolean repeatable = (reach != Reach.SENT || request.repeatable()) && !refusedForGood(thrown);
        Remedy allowed = repeatable ? remedy : Remedy.NONE;
        ErrorName name = name();
        ResendException error = new ResendException(
                name.wireName(),
                message(reach, RootCause.of(thrown)),
                name == ErrorName.UPSTREAM_UNREACHABLE && reach == Reach.SENT ? BROKEN_CONNECTION : name.status(),
                ownLimit() || allowed != Remedy.NONE,
                null);
        return new AttemptFailure(error, allowed, reach, 0, verdict(exchange), thrown);
    }

    private Verdict verdict(Exchange exchange) {
        boolean cutOff = exchange.large() && (kind == FailureKind.RESET || kind == FailureKind.TIMEOUT);
        return cutOff || ResponseTooLargeException.class.isAssignableFrom(type)
                ? Verdict.ofRequest(kind)
                : Verdict.of(kind);
    }

    private static boolean refusedForGood(Throwable thrown) {
        return RootCause.causes(thrown)
                .anyMatch(cause -> cause instanceof ProxyRefusedException proxy && proxy.forGood());
    }

    /** Whether this service is overloaded, which is temporary. */
    private boolean ownLimit() {
        return kind == FailureKind.POOL || kind == FailureKind.MEMORY;
    }

    private ErrorName name() {
        return switch (kind) {
            case TIMEOUT -> ErrorName.UPSTREAM_TIMEOUT;
            case INVALID_ANSWER -> ErrorName.UPSTREAM_INVALID_ANSWER;
            case MEMORY -> ErrorName.SERVER_BUSY;
            case INTERNAL -> ErrorName.INTERNAL_ERROR;
            default -> ErrorName.UPSTREAM_UNREACHABLE;
        };
    }

    private String message(Reach reach, RootCause root) {
        String cause = root.text().isEmpty() || ownLimit() ? "" : " Cause: " + root.text() + ".";
        return sentence + cause + (reach == Reach.SENT ? "" : " Nothing was sent.");
    }
}
