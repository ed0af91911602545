package dev.resendmcp.access.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.resendmcp.access.callers.AuthSettings;
import dev.resendmcp.access.callers.CallerDirectory;
import dev.resendmcp.call.UnknownCallerException;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.toolsets.Toolsets;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The signing key of an identity provider is replaced while the service runs, and the provider has an outage. */
@Tag("slow")
class KeyRotationTest {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    /** Tokens with unknown keys that arrive at once; more than the service holds back. */
    private static final int FLOOD = 300;

    private final KeyServer provider = new KeyServer();
    private final ResendSimulator resend = new ResendSimulator(1_000).start();
    private RunningService service;

    @BeforeEach
    void start() {
        service = RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "AUTH_TYPE",
                        "jwt",
                        "AUTH_ISSUER",
                        KeyServer.ISSUER,
                        "AUTH_AUDIENCE",
                        KeyServer.AUDIENCE,
                        "AUTH_JWKS_URL",
                        provider.url()));
    }

    @AfterEach
    void stop() {
        service.close();
        resend.close();
        provider.close();
    }

    @Test
    void newKeyIsAcceptedAtOnceAndTheOldOneRefused() {
        assertThat(status(token("first", "ann"))).isEqualTo(200);
        provider.publish("second");
        assertThat(status(token("second", "ann"))).isEqualTo(200);
        assertThat(status(token("first", "bob"))).isEqualTo(401);
        assertThat(provider.fetches()).isEqualTo(2);
    }

    @Test
    void knownKeysWorkWhileTheProviderIsDown() {
        assertThat(status(token("first", "ann"))).isEqualTo(200);
        provider.down(true);
        assertThat(status(token("second", "ann"))).isEqualTo(401);
        assertThat(status(token("first", "bob"))).isEqualTo(200);
    }

    @Test
    void floodOfUnknownKeysCausesTwoFetchesInHalfAMinute() throws Exception {
        long begin = System.nanoTime();
        assertThat(status(token("first", "ann"))).isEqualTo(200);
        RSAKey foreign = new RSAKeyGenerator(2048).generate();
        HttpClient http = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<Void>>> flood = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            flood.add(http.sendAsync(request(foreign(foreign, "unknown-" + i)), BodyHandlers.discarding()));
        }
        assertThat(status(token("first", "bob"))).as("meanwhile").isEqualTo(200);
        assertThat(flood)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(401));
        long windows = Duration.ofNanos(System.nanoTime() - begin).toSeconds() / 30 + 1;
        assertThat((long) provider.fetches()).isLessThanOrEqualTo(2 * windows);
    }

    @Test
    void providerThatDoesNotAnswerHoldsUpNobodyElse() throws Exception {
        String known = token("first", "ann");
        assertThat(status(known)).isEqualTo(200);
        provider.hang();
        RSAKey foreign = new RSAKeyGenerator(2048).generate();
        HttpClient http = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<Void>>> flood = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            flood.add(http.sendAsync(request(foreign(foreign, "unknown-" + i)), BodyHandlers.discarding()));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> provider.fetches() > 1);
        assertThat(status(known)).isEqualTo(200);
        provider.answer();
        assertThat(flood)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(401));
    }

    @Test
    void withdrawnKeyIsRefusedThoughNoOtherKeyIsSeen() {
        Authenticator checked = new Authenticator(Duration.ofSeconds(2));
        String first = token("first", "ann");
        assertThat(checked.accepts(first)).isTrue();
        provider.publish("second");
        await().atMost(Duration.ofMinutes(1)).until(() -> !checked.accepts(first));
        assertThat(checked.accepts(token("second", "ann"))).isTrue();
    }

    @Test
    void keysOutliveTheirTimeInAnOutageAndAreReplacedAfterIt() {
        Authenticator checked = new Authenticator(Duration.ofSeconds(1));
        assertThat(checked.accepts(token("first", "ann"))).isTrue();
        provider.down(true);
        int before = provider.fetches();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            assertThat(checked.accepts(token("first", "bob"))).isTrue();
            return provider.fetches() > before + 2;
        });
        provider.publish("second");
        provider.down(false);
        await().atMost(Duration.ofMinutes(1)).until(() -> checked.accepts(token("second", "ann")));
    }

    /** With keys that are kept for a short time. */
    private final class Authenticator {
        private final JwtAuthenticator authenticator;

        Authenticator(Duration kept) {
            AuthSettings settings = new AuthSettings(
                    AuthSettings.Type.JWT, null, KeyServer.ISSUER, KeyServer.AUDIENCE, provider.url(), null);
            authenticator = new JwtAuthenticator(
                    settings,
                    Toolsets.ofCatalogue(),
                    CallerDirectory.none(),
                    Clock.systemUTC(),
                    Runnable::run,
                    new KeyTimes(kept, Duration.ofMillis(100), Duration.ofHours(1), Duration.ofMillis(100)));
        }

        boolean accepts(String token) {
            try {
                return authenticator.grant(Optional.of(token)).isPresent();
            } catch (UnknownCallerException e) {
                e.ask().join();
                return authenticator.grant(Optional.of(token)).isPresent();
            }
        }
    }

    private String token(String generation, String subject) {
        return provider.token(generation, Map.of("sub", subject));
    }

    private String foreign(RSAKey key, String keyId) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(),
                SignedJWT.parse(token("first", "ann")).getJWTClaimsSet());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private HttpRequest request(String token) {
        return HttpRequest.newBuilder(service.uri("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(LIST))
                .build();
    }

    private int status(String token) {
        return service.mcp().send(request(token)).statusCode();
    }
}
