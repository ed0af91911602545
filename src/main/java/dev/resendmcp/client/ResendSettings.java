package dev.resendmcp.client;

import io.dropwizard.util.DataSize;
import io.dropwizard.util.DataSizeUnit;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDataSize;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The {@code resend} section of the configuration.
 *
 * @param apiKey key of the account; null while none is given
 * @param baseUrl where the API is, https, or http on a loopback address
 * @param rateLimit most requests per second, 1 to 1000; null for as many as Resend allows
 * @param maxWait longest wait for the rate limiter over all attempts of a call
 * @param requestTimeout longest time from sending a request to the last byte of its answer
 * @param callTimeout longest time of a whole call: waits for the rate limiter, attempts and the pauses between them
 * @param maxAnswerSize largest answer that is read, after decompression
 * @param http connection settings
 */
public record ResendSettings(
        ApiKey apiKey,
        @NotNull ResendAddress baseUrl,
        @Min(1) @Max(1000) Integer rateLimit,

        @NotNull @MaxDuration(value = 10, unit = TimeUnit.MINUTES)
        Duration maxWait,

        @NotNull
        @MinDuration(value = 100, unit = TimeUnit.MILLISECONDS)
        @MaxDuration(value = 10, unit = TimeUnit.MINUTES)
        Duration requestTimeout,

        @NotNull
        @MinDuration(value = 100, unit = TimeUnit.MILLISECONDS)
        @MaxDuration(value = 30, unit = TimeUnit.MINUTES)
        Duration callTimeout,

        @NotNull @MinDataSize(value = 1, unit = DataSizeUnit.KIBIBYTES)
        DataSize maxAnswerSize,

        @Valid @NotNull ResendHttpSettings http) {

    /** Fills in what the file leaves out. */
    public ResendSettings {
        baseUrl = Objects.requireNonNullElse(baseUrl, ResendAddress.DEFAULT);
        maxWait = Objects.requireNonNullElse(maxWait, Duration.seconds(30));
        requestTimeout = Objects.requireNonNullElse(requestTimeout, Duration.seconds(30));
        callTimeout = Objects.requireNonNullElse(callTimeout, Duration.seconds(60));
        maxAnswerSize = Objects.requireNonNullElse(maxAnswerSize, DataSize.mebibytes(25));
        http = Objects.requireNonNullElseGet(http, ResendHttpSettings::new);
    }

    /** The same settings for another account and address. */
    public ResendSettings at(ResendAddress otherUrl, ApiKey otherKey) {
        return new ResendSettings(
                otherKey, otherUrl, rateLimit, maxWait, requestTimeout, callTimeout, maxAnswerSize, http);
    }
}
