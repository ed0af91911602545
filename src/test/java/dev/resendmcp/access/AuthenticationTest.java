package dev.resendmcp.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets in who has no token of the operator's. */
class AuthenticationTest {
    private static final String FIRST = "first-" + "0".repeat(30);
    private static final String SECOND = "second-" + "0".repeat(30);
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().tokens(FIRST, SECOND);

    @ParameterizedTest
    @ValueSource(strings = {"first", "second"})
    void everyTokenLetsIn(String which) {
        String token = which.equals("first") ? FIRST : SECOND;
        assertThat(service.mcp().send(LIST, "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(200);
        assertThat(service.mcp().send(LIST, "Authorization", "bearer  " + token).statusCode())
                .isEqualTo(200);
    }

    @Test
    void requestWithoutTokenIsChallenged() {
        HttpResponse<String> answer = service.mcp().send(LIST);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"resend-full-mcp\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer first-", "Basic Zmlyc3Q6", "Bearer"})
    void wrongCredentialIsRefused(String header) {
        assertThat(service.mcp().send(LIST, "Authorization", header).statusCode())
                .isEqualTo(401);
    }

    @Test
    void wrongTokenIsNamedInvalid() {
        assertThat(service.mcp()
                        .send(LIST, "Authorization", "Bearer wrong")
                        .headers()
                        .firstValue("www-authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).contains("invalid_token"));
    }

    @Test
    void failuresAreCounted() {
        service.mcp().send(LIST, "Authorization", "Bearer wrong");
        assertThat(service.get(service.admin("/prometheus")).body())
                .containsPattern("auth_failures_total\\{reason=\"invalid_token\"\\} [1-9]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with blanks in it, and long enough to be one"})
    void weakTokensAreRefusedWithoutRepeatingThem(String tokens) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BearerTokens.of(tokens))
                .withMessageContaining("at least 32")
                .withMessageNotContaining(tokens);
    }

    @Test
    void tokensAreNotPrinted() {
        assertThat(BearerTokens.of(FIRST)).hasToString("1 tokens");
    }
}
