package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApiKeysTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static SimulatorExtension.Reply created(String body) {
        SimulatorExtension.Reply reply = sandbox.post("/api-keys", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    private static SimulatorExtension.Reply domainsWith(SimulatorExtension.Reply key) {
        return sandbox.send(sandbox.bare("GET", "/domains", null)
                .headers(
                        "User-Agent",
                        "test",
                        "Authorization",
                        "Bearer " + key.at("/token").textValue()));
    }

    @Test
    void aNewKeyOpensEverything() {
        assertThat(domainsWith(created("{\"name\":\"all\"}")).status()).isEqualTo(200);
    }

    @Test
    void aNewSendingKeyOnlySends() {
        domainsWith(created("{\"name\":\"s\",\"permission\":\"sending_access\"}"))
                .isError(401, "restricted_api_key");
    }

    @Test
    void aDeletedKeyOpensNothing() {
        SimulatorExtension.Reply key = created("{\"name\":\"gone\"}");
        sandbox.delete("/api-keys/" + key.at("/id").textValue());
        domainsWith(key).isError(403, "invalid_api_key");
    }

    @Test
    void theIdOfAKeyIsNoKey() {
        sandbox.send(sandbox.bare("GET", "/domains", null)
                        .headers("User-Agent", "test", "Authorization", "Bearer " + SeededAccount.FULL_ACCESS_KEY_ID))
                .isError(403, "invalid_api_key");
    }

    @Test
    void theListShowsNoTokensButTheLastUse() {
        SimulatorExtension.Reply list = sandbox.get("/api-keys");
        assertThat(list.text()).doesNotContain("token");
        assertThat(list.at("/data/0/id").textValue()).isEqualTo(SeededAccount.FULL_ACCESS_KEY_ID);
        assertThat(list.at("/data/0/last_used_at").isTextual()).isTrue();
        assertThat(list.at("/data/1/last_used_at").isNull()).isTrue();
    }

    @Test
    void anotherPermissionIs422() {
        sandbox.post("/api-keys", "{\"name\":\"x\",\"permission\":\"root\"}").isError(422, "invalid_access");
    }

    @Test
    void aRevokedGrantStaysInTheList() {
        sandbox.delete("/oauth/grants/" + SeededAccount.OAUTH_GRANT_ID);
        assertThat(sandbox.get("/oauth/grants").at("/data/0/revoked_at").isTextual())
                .isTrue();
    }
}
