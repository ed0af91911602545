package dev.resendmcp.client.settings;

import com.google.common.hash.Hashing;
import io.dropwizard.client.proxy.ProxyConfiguration;
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
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * @param proxy proxies on the way; those of {@code http} win over them
 * @param caFile certificates that are trusted in addition to those of the JDK; null for none
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

        @Valid @NotNull ResendHttpSettings http,
        @NotNull ProxySettings proxy,
        CaFile caFile) {

    private static final int ACCOUNT_LENGTH = 16;

    /** Fills in what the file leaves out. */
    public ResendSettings {
        baseUrl = Objects.requireNonNullElse(baseUrl, ResendAddress.DEFAULT);
        maxWait = Objects.requireNonNullElse(maxWait, Duration.seconds(30));
        requestTimeout = Objects.requireNonNullElse(requestTimeout, Duration.seconds(30));
        callTimeout = Objects.requireNonNullElse(callTimeout, Duration.seconds(60));
        maxAnswerSize = Objects.requireNonNullElse(maxAnswerSize, DataSize.mebibytes(25));
        http = Objects.requireNonNullElseGet(http, ResendHttpSettings::new);
        proxy = Objects.requireNonNullElse(proxy, ProxySettings.NONE);
        if (caFile != null && http.getTlsConfiguration() != null) {
            throw new IllegalArgumentException("has both caFile (RESEND_CA_FILE) and http.tls: keep one of them");
        }
    }

    /** What callers may read of it, under the names of the configuration file. */
    public Map<String, Object> visible() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("apiKeySet", apiKey != null);
        facts.put("baseUrl", baseUrl.uri().toString());
        facts.put("rateLimit", rateLimit);
        facts.put("maxWait", maxWait.toString());
        facts.put("requestTimeout", requestTimeout.toString());
        facts.put("callTimeout", callTimeout.toString());
        facts.put("maxAnswerSize", maxAnswerSize.toString());
        facts.put("proxySet", http.getProxyConfiguration() != null);
        facts.put("caFileSet", caFile != null);
        return facts;
    }

    /** The same settings for another account at an address that is reached directly. */
    public ResendSettings at(ResendAddress otherUrl, ApiKey otherKey) {
        http.setProxyConfiguration(null);
        return new ResendSettings(
                otherKey,
                otherUrl,
                rateLimit,
                maxWait,
                requestTimeout,
                callTimeout,
                maxAnswerSize,
                http,
                ProxySettings.NONE,
                null);
    }

    /** The proxy on the way to Resend: the one under {@code http}, otherwise the one for the address; empty for none. */
    public Optional<ProxyConfiguration> proxyInUse() {
        return Optional.ofNullable(http.getProxyConfiguration())
                .or(() -> proxy.of(baseUrl.uri()).map(ProxyUrl::configuration));
    }

    /** What tells this account from others: sixteen letters and digits, from which neither key nor address can be had. */
    public String account() {
        String key = apiKey == null ? "" : apiKey.bearer();
        return Hashing.sha256()
                .hashString(baseUrl.uri() + " " + key, StandardCharsets.UTF_8)
                .toString()
                .substring(0, ACCOUNT_LENGTH);
    }
}
