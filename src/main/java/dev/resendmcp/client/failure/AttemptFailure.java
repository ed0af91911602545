package dev.resendmcp.client.failure;

import dev.resendmcp.error.ResendException;
import java.util.Optional;

/** A failed attempt: the error for the caller, how far the request came, and whether a retry may help. */
public final class AttemptFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to do about a failure. */
    public enum Remedy {
        /** Nothing: tell the caller. */
        NONE,
        /** Try again as soon as the rate limiter lets us. */
        REPEAT,
        /** Try again after a pause, if the retry budget allows it. */
        REPEAT_AFTER_PAUSE
    }

    /** How far the request came. */
    public enum Reach {
        /** It was held back here, which says nothing about Resend. */
        HELD_BACK,
        /** It was tried, but did not leave. */
        NOT_SENT,
        /** Resend may have got it. */
        SENT
    }

    private final transient ResendException error;
    private final Remedy remedy;
    private final Reach reach;
    private final int status;
    private final Verdict verdict;

    /**
     * @param status HTTP status of the answer, 0 when there was none
     * @param cause what was thrown, or null
     */
    public AttemptFailure(
            ResendException error, Remedy remedy, Reach reach, int status, Verdict verdict, Throwable cause) {
        super(error.getMessage(), cause);
        this.error = error;
        this.remedy = remedy;
        this.reach = reach;
        this.status = status;
        this.verdict = verdict;
    }

    /** A call that was held back on this side. */
    public static AttemptFailure heldBack(ResendException error) {
        return new AttemptFailure(error, Remedy.NONE, Reach.HELD_BACK, 0, Verdict.NOTHING, error);
    }

    /**
     * What a failure says about Resend.
     *
     * @param kind where the attempt went wrong; null for a refusal, and for what was held back here
     * @param answered whether Resend works: it has refused the request
     * @param fails whether it is a sign of an outage
     */
    public record Verdict(FailureKind kind, boolean answered, boolean fails) {
        static final Verdict NOTHING = new Verdict(null, false, false);
        public static final Verdict REFUSED = new Verdict(null, true, false);

        /** A failure that points at Resend if its kind does. */
        public static Verdict of(FailureKind kind) {
            return new Verdict(kind, false, kind.pointsAtResend());
        }

        /** The same failure, caused by the request itself. */
        static Verdict ofRequest(FailureKind kind) {
            return new Verdict(kind, false, false);
        }
    }

    public ResendException error() {
        return error;
    }

    public Remedy remedy() {
        return remedy;
    }

    /** HTTP status of the answer, 0 when there was none. */
    public int status() {
        return status;
    }

    /** What it says about Resend. */
    public Verdict verdict() {
        return verdict;
    }

    /** Whether the request was tried at all. */
    public boolean tried() {
        return reach != Reach.HELD_BACK;
    }

    /** Whether the request left this service. */
    public boolean sent() {
        return reach == Reach.SENT;
    }

    /** Whether Resend works and has refused the request. */
    public boolean refused() {
        return verdict.answered();
    }

    /** For operators and callers; empty for a refusal and for what was held back here. */
    public Optional<UpstreamFailure> report(UpstreamRequest request) {
        return Optional.ofNullable(verdict.kind())
                .map(kind -> new UpstreamFailure(
                        kind,
                        request.endpoint(),
                        status,
                        error.name(),
                        getCause() == null ? "" : RootCause.of(getCause()).text()));
    }

    /** Whether Resend may have carried out the request all the same. */
    public boolean mayHaveHappened() {
        return reach == Reach.SENT && !refused();
    }
}
