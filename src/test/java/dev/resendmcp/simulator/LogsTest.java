package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LogsTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    @Test
    void logsAreTheCallsThatWereMade() {
        sandbox.post("/domains", "{\"name\":\"nowhere\"}").isError(422, "validation_error");
        JsonNode newest = sandbox.get("/logs").at("/data/0");
        assertThat(newest.get("endpoint").textValue()).isEqualTo("/domains");
        assertThat(newest.get("response_status").intValue()).isEqualTo(422);
        JsonNode log = sandbox.get("/logs/" + newest.get("id").textValue()).at("");
        assertThat(log.at("/request_body/name").textValue()).isEqualTo("nowhere");
        assertThat(log.at("/response_body/name").textValue()).isEqualTo("validation_error");
    }

    @Test
    void theTokenOfANewKeyIsNotLogged() {
        sandbox.post("/api-keys", "{\"name\":\"k\"}");
        String id = sandbox.get("/logs").at("/data/0/id").textValue();
        assertThat(sandbox.get("/logs/" + id).at("/response_body").has("token")).isFalse();
    }
}
