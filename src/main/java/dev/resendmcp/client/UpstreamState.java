package dev.resendmcp.client;

import java.time.Instant;
import java.util.Optional;

/**
 * What recent calls have shown of Resend.
 *
 * @param lastAnswer when Resend last answered with anything but a server error
 * @param lastFailure name of the error if the newest attempt got no such answer
 * @param key what is known of the key
 */
public record UpstreamState(Optional<Instant> lastAnswer, Optional<String> lastFailure, KeyVerdict key) {
    static final UpstreamState NOTHING_YET = new UpstreamState(Optional.empty(), Optional.empty(), KeyVerdict.UNKNOWN);

    UpstreamState succeeded(Instant now) {
        return new UpstreamState(Optional.of(now), Optional.empty(), key.afterSuccess());
    }

    UpstreamState answered(Instant now, int status, String errorName) {
        return new UpstreamState(Optional.of(now), Optional.empty(), key.after(status, errorName));
    }

    UpstreamState failed(String errorName) {
        return new UpstreamState(lastAnswer, Optional.of(errorName), key);
    }
}
