package dev.resendmcp.client;

import dev.resendmcp.client.failure.FailureKind;
import java.time.Duration;

/** Hears of every attempt to call Resend. Implementations are fast and throw nothing. */
public interface UpstreamListener {
    /**
     * A request was made.
     *
     * @param route path template, such as {@code /emails/{email_id}}
     * @param method HTTP method
     * @param status HTTP status of the answer, 200 for any success; 0 when there was none
     * @param took from sending to the last byte of the answer, or to the failure
     */
    void requested(String route, String method, int status, Duration took);

    /**
     * A request failed in a way that is no refusal.
     *
     * @param kind where it went wrong
     */
    void failed(FailureKind kind);

    /** A caller got its permit after this wait. */
    void waited(Duration wait);

    /** A caller got no permit: not in time, or the service is stopping. */
    void rejected();

    /**
     * A failed attempt is about to be followed by another one.
     *
     * @param errorName name of the error that it failed with
     */
    void retried(String errorName);
}
