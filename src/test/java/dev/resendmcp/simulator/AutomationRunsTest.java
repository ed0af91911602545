package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AutomationRunsTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    @BeforeEach
    void define() {
        sandbox.post("/events", "{\"name\":\"order.paid\"}");
        sandbox.post("/contacts", "{\"email\":\"ann@reader.test\"}");
    }

    private static String automation(String step, String status) {
        String body = """
                {"name":"A","status":"%s","steps":[
                  {"key":"start","type":"trigger","config":{"event_name":"order.paid"}},%s],
                 "connections":[{"from":"start","to":"next"}]}""".formatted(status, step);
        SimulatorExtension.Reply reply = sandbox.post("/automations", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return "/automations/" + reply.at("/id").textValue() + "/runs";
    }

    private static void send() {
        sandbox.post("/events/send", "{\"event\":\"order.paid\",\"email\":\"ann@reader.test\"}");
    }

    @Test
    void anEventStartsARunThatActsOnTheContact() {
        String segment = sandbox.get("/segments").at("/data/0/id").textValue();
        String runs = automation(
                "{\"key\":\"next\",\"type\":\"add_to_segment\",\"config\":{\"segment_id\":\"%s\"}}".formatted(segment),
                "enabled");
        send();
        assertThat(sandbox.get(runs).at("/data/0/status").textValue()).isEqualTo("completed");
        assertThat(sandbox.get("/contacts/ann@reader.test/segments")
                        .at("/data/0/id")
                        .textValue())
                .isEqualTo(segment);
    }

    @Test
    void aRunWaitsForItsDelay() {
        String runs =
                automation("{\"key\":\"next\",\"type\":\"delay\",\"config\":{\"duration\":\"1 hour\"}}", "enabled");
        send();
        String run = sandbox.get(runs).at("/data/0/id").textValue();
        assertThat(sandbox.get(runs + "/" + run).at("/steps/1/status").textValue())
                .isEqualTo("waiting");
    }

    @Test
    void aStepThatCannotBeCarriedOutFailsTheRun() {
        String runs = automation(
                "{\"key\":\"next\",\"type\":\"send_email\",\"config\":{\"template\":{\"id\":\"none\"}}}", "enabled");
        send();
        assertThat(sandbox.get(runs).at("/data/0/status").textValue()).isEqualTo("failed");
    }

    @Test
    void aDisabledAutomationDoesNotRun() {
        String runs =
                automation("{\"key\":\"next\",\"type\":\"delay\",\"config\":{\"duration\":\"1 hour\"}}", "disabled");
        send();
        assertThat(sandbox.get(runs).at("/data").isEmpty()).isTrue();
    }

    @Test
    void aDelayHasThirtyDaysAtMost() {
        String body = """
                {"name":"A","steps":[{"key":"a","type":"trigger","config":{"event_name":"order.paid"}},
                  {"key":"b","type":"delay","config":{"duration":"31 days"}}],"connections":[{"from":"a","to":"b"}]}""";
        sandbox.post("/automations", body).isError(422, "validation_error");
    }
}
