package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static SimulatorExtension.Reply withKey(String method, String path, String body, String key) {
        return sandbox.send(sandbox.bare(method, path, body)
                .headers("User-Agent", "test", "Authorization", "Bearer " + key, "Content-Type", "application/json"));
    }

    @Test
    void aMissingKeyIs401() {
        sandbox.send(sandbox.bare("GET", "/domains", null)).isError(401, "missing_api_key");
    }

    @Test
    void anotherSchemeIsAMissingKey() {
        sandbox.send(sandbox.bare("GET", "/domains", null).header("Authorization", "Basic cmVfc2FuZGJveA=="))
                .isError(401, "missing_api_key");
    }

    @Test
    void anUnknownKeyIs403() {
        withKey("GET", "/domains", null, "re_other").isError(403, "invalid_api_key");
    }

    @Test
    void theSendingKeySends() {
        String key = SeededAccount.SENDING_ACCESS_KEY;
        assertThat(withKey("POST", "/emails", SimulatorExtension.EMAIL, key).status())
                .isEqualTo(200);
        assertThat(withKey("POST", "/emails/batch", "[" + SimulatorExtension.EMAIL + "]", key)
                        .status())
                .isEqualTo(200);
        assertThat(withKey("GET", "/usage", null, key).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/emails", "/domains", "/emails/metrics", "/nowhere"})
    void theSendingKeyDoesNothingElse(String path) {
        withKey("GET", path, null, SeededAccount.SENDING_ACCESS_KEY).isError(401, "restricted_api_key");
    }

    @Test
    void withoutUserAgentTheEdgeRefusesAndCountsNothing() {
        SimulatorExtension.Reply reply = sandbox.send(sandbox.bare("GET", "/domains", null)
                .headers("Authorization", "Bearer " + SeedData.FULL_ACCESS_KEY, "User-Agent", ""));
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text()).contains("1010").doesNotContain("{");
        assertThat(sandbox.simulator.lastRequest().status()).isEqualTo(403);
        assertThat(sandbox.simulator.busiestSecond()).isZero();
    }
}
