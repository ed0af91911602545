package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SuppressionsTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    @Test
    void anAddressIsSuppressedOnce() {
        SimulatorExtension.Reply first = sandbox.post("/suppressions", "{\"email\":\"ann@example.org\"}");
        SimulatorExtension.Reply second = sandbox.post("/suppressions/batch/add", "{\"emails\":[\"ann@example.org\"]}");
        assertThat(second.at("/data/0/id")).isEqualTo(first.at("/id"));
    }

    @Test
    void aBatchIsRemovedByAddressOrById() {
        sandbox.post("/suppressions/batch/remove", "{\"emails\":[\"a@b.dev\"],\"ids\":[\"x\"]}")
                .isError(422, "validation_error");
        SimulatorExtension.Reply removed =
                sandbox.post("/suppressions/batch/remove", "{\"emails\":[\"gone@receiver.test\",\"a@b.dev\"]}");
        assertThat(removed.at("/data").size()).isEqualTo(1);
        assertThat(removed.at("/data/0/id").textValue()).isEqualTo(SeededAccount.BOUNCE_SUPPRESSION_ID);
    }

    @Test
    void theListIsFilteredByOrigin() {
        assertThat(sandbox.get("/suppressions?origin=bounce").at("/data").size())
                .isEqualTo(1);
        assertThat(sandbox.get("/suppressions?origin=manual").at("/data")).isEmpty();
    }
}
