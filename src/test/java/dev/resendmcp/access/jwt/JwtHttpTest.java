package dev.resendmcp.access.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an identity provider let in those whom they name, with the rights that they give. */
class JwtHttpTest {
    private static final String AUDIENCE = "https://mail.example.org/mcp";
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String SEND = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"delete_domain\",\"arguments\":{\"domain_id\":\"x\"}}}";

    private static MockOAuth2Server provider;
    private static ResendSimulator resend;
    private static RunningService service;
    private static RSAKey foreign;

    @BeforeAll
    static void start() throws Exception {
        provider = new MockOAuth2Server();
        provider.start();
        foreign = new RSAKeyGenerator(2048).keyID("foreign").generate();
        resend = new ResendSimulator(1_000).start();
        service = RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "AUTH_TYPE",
                        "jwt",
                        "AUTH_ISSUER",
                        provider.issuerUrl("idp").toString(),
                        "AUTH_AUDIENCE",
                        AUDIENCE,
                        "AUTH_JWKS_URL",
                        provider.jwksUrl("idp").toString()));
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
        provider.shutdown();
    }

    @Test
    void scopesGiveToolsets() {
        assertThat(names(token(Map.of("scope", "openid mcp:topics mcp:tool:get_usage mcp:readonly"))))
                .containsExactlyInAnyOrder("list_topics", "get_topic", "get_usage");
    }

    @Test
    void claimsGiveTheSameRightsAsAnEntry() {
        assertThat(names(token(Map.of("toolsets", List.of("topics"), "exclude_tools", List.of("delete_topic")))))
                .contains("create_topic")
                .doesNotContain("delete_topic", "send_email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid", "mcp:nonsense", "MCP:all", "all", "mcp:"})
    void validTokenWithoutRightsIsForbidden(String scope) {
        HttpResponse<String> answer = post(token(Map.of("scope", scope)), SEND);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(challenge(answer)).contains("insufficient_scope", "resource_metadata=", "mcp:core");
        assertThat(resend.requests()).noneMatch(request -> request.method().equals("DELETE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expired",
                "future",
                "foreign key",
                "own key id, foreign key",
                "alg none",
                "hmac",
                "hmac with the public key",
                "own key in the header",
                "address of a key in the header",
                "unknown critical header",
                "wrong audience",
                "no audience",
                "wrong issuer",
                "other issuer's token",
                "no subject",
                "cut",
                "changed",
                "words",
                "dots",
                "long"
            })
    void badTokenIsUnauthorized(String kind) throws Exception {
        HttpResponse<String> answer = post(bad(kind), SEND);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("The bearer token is not valid");
        assertThat(challenge(answer))
                .isEqualTo("Bearer realm=\"resend-full-mcp\", error=\"invalid_token\","
                        + " resource_metadata=\"https://mail.example.org/.well-known/oauth-protected-resource/mcp\"");
        assertThat(resend.requests()).noneMatch(request -> request.method().equals("DELETE"));
    }

    @Test
    void missingTokenIsAnotherChallenge() {
        HttpResponse<String> answer = service.mcp().send(LIST);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).contains("resource_metadata=").doesNotContain("error=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"})
    void metadataNamesTheProvider(String path) {
        JsonNode metadata = McpCalls.parse(service.get(service.uri(path)));
        assertThat(metadata.path("resource").asText()).isEqualTo(AUDIENCE);
        assertThat(metadata.at("/authorization_servers/0").asText())
                .isEqualTo(provider.issuerUrl("idp").toString());
        assertThat(metadata.path("scopes_supported").toString()).contains("mcp:core", "mcp:sending");
    }

    private static String bad(String kind) throws Exception {
        String good = token(Map.of("scope", "mcp:all"));
        return switch (kind) {
            case "expired" -> signed(Map.of(), Duration.ofMinutes(-10));
            case "future" -> signed(Map.of("nbf", Date.from(Instant.now().plusSeconds(600))), Duration.ofMinutes(20));
            case "foreign key" -> foreign("foreign");
            case "own key id, foreign key" ->
                foreign(SignedJWT.parse(good).getHeader().getKeyID());
            case "alg none" -> new PlainJWT(SignedJWT.parse(good).getJWTClaimsSet()).serialize();
            case "hmac" -> Forgery.hmac(good, "k".repeat(64));
            case "hmac with the public key" ->
                Forgery.hmac(good, Forgery.publicKey(provider.jwksUrl("idp").url()));
            case "own key in the header" ->
                foreign(new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(foreign.toPublicJWK()));
            case "address of a key in the header" ->
                foreign(new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .jwkURL(provider.jwksUrl("other").uri())
                        .x509CertURL(provider.jwksUrl("other").uri()));
            case "unknown critical header" ->
                foreign(new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("foreign")
                        .criticalParams(Set.of("rights"))
                        .customParam("rights", "all"));
            case "wrong audience" -> signed(Map.of("aud", "https://other.example.org"), Duration.ofMinutes(10));
            case "no audience" -> signed(Map.of("aud", List.of()), Duration.ofMinutes(10));
            case "wrong issuer" -> signed(Map.of("iss", "https://other.example.org"), Duration.ofMinutes(10));
            case "other issuer's token" ->
                provider.issueToken("other", "agent", AUDIENCE).serialize();
            case "no subject" -> unnamed();
            case "cut" -> good.substring(0, good.length() - 20);
            case "changed" -> Forgery.changed(good);
            case "words" -> "not-a-token";
            case "dots" -> "..";
            default -> good + "A".repeat(4_000);
        };
    }

    /** A valid token with other claims. */
    private static String token(Map<String, Object> claims) {
        return signed(claims, Duration.ofMinutes(10));
    }

    /** Signed by the provider, whatever the claims are. */
    private static String signed(Map<String, Object> others, Duration life) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "iss", provider.issuerUrl("idp").toString(), "sub", "agent", "aud", AUDIENCE, "scope", "mcp:all"));
        if (others.containsKey("toolsets")) {
            claims.remove("scope");
        }
        claims.putAll(others);
        return sign(claims, life);
    }

    private static String unnamed() {
        return sign(
                Map.of("iss", provider.issuerUrl("idp").toString(), "aud", AUDIENCE, "scope", "mcp:all"),
                Duration.ofMinutes(10));
    }

    private static String sign(Map<String, Object> claims, Duration life) {
        return provider.getConfig().getTokenProvider().jwt(claims, life, "idp").serialize();
    }

    private static String foreign(String keyId) throws Exception {
        return foreign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).type(JOSEObjectType.JWT));
    }

    private static String foreign(JWSHeader.Builder header) throws Exception {
        SignedJWT jwt =
                new SignedJWT(header.build(), SignedJWT.parse(token(Map.of())).getJWTClaimsSet());
        jwt.sign(new RSASSASigner(foreign));
        return jwt.serialize();
    }

    private static HttpResponse<String> post(String token, String body) {
        return service.mcp().send(body, "Authorization", "Bearer " + token);
    }

    private static List<String> names(String token) {
        HttpResponse<String> answer = post(token, LIST);
        assertThat(answer.statusCode()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        McpCalls.parse(answer)
                .at("/result/tools")
                .forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("www-authenticate").orElse("");
    }
}
