package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AutomationsTest {
    private static final String PATH = "/automations/" + SeededAccount.AUTOMATION_ID;

    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    @Test
    void aTriggerIsNeeded() {
        sandbox.post("/automations", """
                        {"name":"A","connections":[],"steps":[{"key":"a","type":"contact_delete","config":{}}]}""").isError(422, "validation_error");
    }

    @Test
    void connectionsLeadToSteps() {
        sandbox.patch(PATH, """
                        {"steps":[{"key":"a","type":"trigger","config":{"event_name":"e"}}],
                        "connections":[{"from":"a","to":"b"}]}""").isError(422, "validation_error");
    }

    @Test
    void stepsChangeWithTheirConnectionsOnly() {
        sandbox.patch(PATH, "{\"connections\":[]}").isError(422, "validation_error");
    }

    @Test
    void aStoppedAutomationIsDisabled() {
        assertThat(sandbox.post(PATH + "/stop", null).at("/status").textValue()).isEqualTo("disabled");
        assertThat(sandbox.get("/automations?status=enabled").at("/data")).isEmpty();
    }

    @Test
    void aCopyStartsDisabled() {
        SimulatorExtension.Reply copy = sandbox.post(PATH + "/duplicate", null);
        assertThat(copy.status()).isEqualTo(201);
        JsonNode automation =
                sandbox.get("/automations/" + copy.at("/id").textValue()).at("");
        assertThat(automation.get("status").textValue()).isEqualTo("disabled");
        assertThat(automation.get("steps").size()).isEqualTo(2);
    }

    @Test
    void runsAreFoundByAnyOfSeveralStates() {
        assertThat(sandbox.get(PATH + "/runs?status=failed,completed")
                        .at("/data/0/id")
                        .textValue())
                .isEqualTo(SeededAccount.AUTOMATION_RUN_ID);
        assertThat(sandbox.get(PATH + "/runs?status=failed").at("/data")).isEmpty();
    }
}
