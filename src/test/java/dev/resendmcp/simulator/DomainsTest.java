package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainsTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static final String FROM_MINE = SimulatorExtension.EMAIL.replace("sandbox.resend.dev", "mine.dev");

    private static String create() {
        return sandbox.post("/domains", "{\"name\":\"mine.dev\"}").at("/id").textValue();
    }

    private static JsonNode read(String id) {
        return sandbox.get("/domains/" + id).at("");
    }

    @Test
    void oneVerifiedDomainIsThereFromTheStart() {
        JsonNode domain = read(SeededAccount.DOMAIN_ID);
        assertThat(domain.get("name").textValue()).isEqualTo(SeedData.DOMAIN_NAME);
        assertThat(domain.get("status").textValue()).isEqualTo("verified");
    }

    @Test
    void aNewDomainHasDefaultsAndRecords() {
        SimulatorExtension.Reply reply = sandbox.post("/domains", "{\"name\":\"Mine.dev\"}");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.at("/name").textValue()).isEqualTo("mine.dev");
        assertThat(reply.at("/status").textValue()).isEqualTo("not_started");
        assertThat(reply.at("/region").textValue()).isEqualTo("us-east-1");
        assertThat(reply.at("/capabilities").toString())
                .isEqualTo("{\"sending\":\"enabled\",\"receiving\":\"disabled\"}");
        assertThat(reply.at("/records").findValuesAsText("record")).containsExactly("SPF", "SPF", "DKIM");
        assertThat(reply.at("/records/0/status").textValue()).isEqualTo("not_started");
    }

    @Test
    void optionsShowInTheRecords() {
        JsonNode records = sandbox.post("/domains", """
                        {"name":"mine.dev","region":"eu-west-1","custom_return_path":"out","open_tracking":true,
                         "capabilities":{"receiving":"enabled"},"tracking_subdomain":"links"}""").at("/records");
        assertThat(records.findValuesAsText("record")).containsExactly("SPF", "SPF", "DKIM", "Receiving", "Tracking");
        assertThat(records.at("/0/name").textValue()).isEqualTo("out");
        assertThat(records.at("/0/value").textValue()).contains("eu-west-1");
    }

    @Test
    void anUnknownRegionIs422() {
        sandbox.post("/domains", "{\"name\":\"mine.dev\",\"region\":\"mars-1\"}")
                .isError(422, "invalid_region");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mine", "a b.dev", "-a.dev", "https://mine.dev"})
    void aMalformedNameIs422(String name) {
        sandbox.post("/domains", "{\"name\":\"%s\"}".formatted(name)).isError(422, "validation_error");
    }

    @Test
    void aNameIsRegisteredOnce() {
        create();
        sandbox.post("/domains", "{\"name\":\"MINE.dev\"}").isError(403, "validation_error");
    }

    @Test
    void aListHasDomainsWithoutRecords() {
        create();
        JsonNode data = sandbox.get("/domains").at("/data");
        assertThat(data.findValuesAsText("name")).containsExactly("mine.dev", SeedData.DOMAIN_NAME);
        assertThat(data.at("/0/records").isMissingNode()).isTrue();
    }

    @Test
    void anUpdateChangesOnlyWhatItNames() {
        String id = create();
        SimulatorExtension.Reply reply = sandbox.patch(
                "/domains/" + id, "{\"click_tracking\":true,\"capabilities\":{\"receiving\":\"enabled\"}}");
        assertThat(reply.text()).isEqualTo("{\"object\":\"domain\",\"id\":\"%s\"}".formatted(id));
        JsonNode domain = read(id);
        assertThat(domain.get("click_tracking").booleanValue()).isTrue();
        assertThat(domain.get("open_tracking").booleanValue()).isFalse();
        assertThat(domain.at("/capabilities/sending").textValue()).isEqualTo("enabled");
        assertThat(domain.get("records").findValuesAsText("record")).contains("Receiving");
    }

    @Test
    void aDeletedDomainIsGone() {
        String id = create();
        assertThat(sandbox.delete("/domains/" + id).text())
                .isEqualTo("{\"object\":\"domain\",\"id\":\"%s\",\"deleted\":true}".formatted(id));
        sandbox.get("/domains/" + id).isError(404, "not_found");
        sandbox.delete("/domains/" + id).isError(404, "not_found");
    }

    @Test
    void verificationIsPendingForOneRead() {
        String id = create();
        assertThat(sandbox.post("/domains/" + id + "/verify", null).text())
                .isEqualTo("{\"object\":\"domain\",\"id\":\"%s\"}".formatted(id));
        assertThat(sandbox.get("/domains").at("/data/0/status").textValue()).isEqualTo("pending");
        sandbox.post("/emails", FROM_MINE).isError(403, "validation_error");
        assertThat(read(id).get("status").textValue()).isEqualTo("pending");
        assertThat(read(id).get("status").textValue()).isEqualTo("verified");
        assertThat(read(id).at("/records/0/status").textValue()).isEqualTo("verified");
        assertThat(sandbox.post("/emails", FROM_MINE).status()).isEqualTo(200);
    }

    @Test
    void aVerifiedDomainStaysVerified() {
        sandbox.post("/domains/" + SeededAccount.DOMAIN_ID + "/verify", null);
        assertThat(sandbox.get("/domains").at("/data/0/status").textValue()).isEqualTo("verified");
    }

    @Test
    void aNameIsNoId() {
        sandbox.get("/domains/" + SeedData.DOMAIN_NAME).isError(404, "not_found");
    }
}
