package dev.resendmcp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SuppressionsTest {
    @RegisterExtension
    static final Sandbox sandbox = new Sandbox();

    @Test
    void anAddressIsSuppressedOnce() {
        Sandbox.Reply first = sandbox.post("/suppressions", "{\"email\":\"ann@example.org\"}");
        Sandbox.Reply second = sandbox.post("/suppressions/batch/add", "{\"emails\":[\"ann@example.org\"]}");
        assertThat(second.at("/data/0/id")).isEqualTo(first.at("/id"));
    }

    @Test
    void aBatchIsRemovedByAddressOrById() {
        sandbox.post("/suppressions/batch/remove", "{\"emails\":[\"a@b.dev\"],\"ids\":[\"x\"]}")
                .isError(422, "validation_error");
        Sandbox.Reply removed =
                sandbox.post("/suppressions/batch/remove", "{\"emails\":[\"gone@receiver.test\",\"a@b.dev\"]}");
        assertThat(removed.at("/data").size()).isEqualTo(1);
        assertThat(removed.at("/data/0/id").textValue()).isEqualTo(ResendSimulator.BOUNCE_SUPPRESSION_ID);
    }

    @Test
    void theListIsFilteredByOrigin() {
        assertThat(sandbox.get("/suppressions?origin=bounce").at("/data").size())
                .isEqualTo(1);
        assertThat(sandbox.get("/suppressions?origin=manual").at("/data")).isEmpty();
    }
}
