package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventsTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    @BeforeEach
    void define() {
        sandbox.post("/events", "{\"name\":\"order.paid\",\"schema\":{\"total\":\"number\"}}");
    }

    @Test
    void namesOfResendAreReserved() {
        sandbox.post("/events", "{\"name\":\"resend:order\"}").isError(422, "validation_error");
    }

    @Test
    void aNewSchemaReplacesTheOldOne() {
        sandbox.patch("/events/order.paid", "{\"schema\":{\"at\":\"date\"}}");
        assertThat(sandbox.get("/events/order.paid").at("/schema").toString()).isEqualTo("{\"at\":\"date\"}");
        sandbox.patch("/events/order.paid", "{\"schema\":null}");
        assertThat(sandbox.get("/events/order.paid").at("/schema").isNull()).isTrue();
    }

    @Test
    void anEventHappensToOneContact() {
        assertThat(sandbox.post("/events/send", "{\"event\":\"order.paid\",\"email\":\"ann@example.org\"}")
                        .status())
                .isEqualTo(202);
        sandbox.post("/events/send", "{\"event\":\"order.paid\"}").isError(422, "validation_error");
    }
}
