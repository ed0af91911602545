package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DomainClaimsTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static SimulatorExtension.Reply claim() {
        return sandbox.post("/domains/claim", "{\"name\":\"theirs.dev\",\"region\":\"eu-west-1\"}");
    }

    private static String path(SimulatorExtension.Reply claim) {
        return "/domains/" + claim.at("/domain_id").textValue();
    }

    @Test
    void aClaimMakesADomainThatWaits() {
        SimulatorExtension.Reply claim = claim();
        assertThat(claim.status()).isEqualTo(201);
        assertThat(claim.at("/object").textValue()).isEqualTo("domain_claim");
        assertThat(claim.at("/status").textValue()).isEqualTo("pending");
        assertThat(claim.at("/record/type").textValue()).isEqualTo("TXT");
        JsonNode domain = sandbox.get(path(claim)).at("");
        assertThat(domain.get("object").textValue()).isEqualTo("domain");
        assertThat(domain.get("status").textValue()).isEqualTo("not_started");
        assertThat(domain.get("region").textValue()).isEqualTo("eu-west-1");
    }

    @Test
    void theIdenticalPendingClaimIsAnsweredAgain() {
        SimulatorExtension.Reply first = claim();
        SimulatorExtension.Reply second = claim();
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text()).isEqualTo(first.text());
    }

    @Test
    void anotherClaimOfTheSameNameIs403() {
        claim();
        sandbox.post("/domains/claim", "{\"name\":\"theirs.dev\"}").isError(403, "validation_error");
    }

    @Test
    void aClaimSucceedsAtTheReadAfterVerification() {
        String path = path(claim());
        assertThat(sandbox.get(path + "/claim").at("/status").textValue()).isEqualTo("pending");
        assertThat(sandbox.post(path + "/claim/verify", null).at("/status").textValue())
                .isEqualTo("verified");
        assertThat(sandbox.get(path + "/claim").at("/status").textValue()).isEqualTo("completed");
        assertThat(sandbox.get(path).at("/status").textValue()).isEqualTo("verified");
    }

    @Test
    void aDomainWithoutClaimIs404() {
        sandbox.get("/domains/" + SeededAccount.DOMAIN_ID + "/claim").isError(404, "not_found");
    }

    @Test
    void aClaimGoesWithItsDomain() {
        String path = path(claim());
        sandbox.delete(path);
        sandbox.get(path + "/claim").isError(404, "not_found");
    }
}
