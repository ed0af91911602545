package dev.resendmcp.client;

import dev.resendmcp.client.failure.UpstreamFailure;
import dev.resendmcp.client.limit.AccountLimits;
import java.time.Instant;
import java.util.Optional;

/**
 * What recent calls have shown of Resend.
 *
 * @param lastAnswer when Resend last answered with anything but a server error
 * @param lastFailure of the newest attempt, if it got no such answer
 * @param key what is known of the key
 * @param limits what Resend last said of each of the account's limits
 */
public record UpstreamState(
        Optional<Instant> lastAnswer, Optional<UpstreamFailure> lastFailure, ApiKeyStatus key, AccountLimits limits) {
    static final UpstreamState NOTHING_YET =
            new UpstreamState(Optional.empty(), Optional.empty(), ApiKeyStatus.UNKNOWN, AccountLimits.NOTHING);

    UpstreamState succeeded(Instant now) {
        return new UpstreamState(Optional.of(now), Optional.empty(), key.afterSuccess(), limits);
    }

    UpstreamState answered(Instant now, int status, String errorName) {
        return new UpstreamState(Optional.of(now), Optional.empty(), key.after(status, errorName), limits);
    }

    UpstreamState failed(UpstreamFailure failure) {
        return new UpstreamState(lastAnswer, Optional.of(failure), key, limits);
    }

    UpstreamState withKey(ApiKeyStatus other) {
        return new UpstreamState(lastAnswer, lastFailure, other, limits);
    }

    UpstreamState with(AccountLimits news) {
        return new UpstreamState(lastAnswer, lastFailure, key, news.over(limits));
    }
}
