package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TemplatesTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static void create() {
        String body =
                "{\"name\":\"N\",\"alias\":\"hi\",\"html\":\"h\",\"variables\":[{\"key\":\"A\",\"type\":\"number\"}]}";
        assertThat(sandbox.post("/templates", body).status()).isEqualTo(201);
    }

    @Test
    void aChangeAfterPublicationWaitsForTheNext() {
        create();
        sandbox.post("/templates/hi/publish", null);
        assertThat(sandbox.get("/templates/hi").at("/has_unpublished_versions").booleanValue())
                .isFalse();
        sandbox.patch("/templates/hi", "{\"html\":\"other\"}");
        assertThat(sandbox.get("/templates/hi").at("/has_unpublished_versions").booleanValue())
                .isTrue();
        assertThat(sandbox.get("/templates/hi").at("/status").textValue()).isEqualTo("published");
    }

    @Test
    void aDuplicateIsADraftWithoutAlias() {
        create();
        sandbox.post("/templates/hi/publish", null);
        String id = sandbox.post("/templates/hi/duplicate", null).at("/id").textValue();
        SimulatorExtension.Reply copy = sandbox.get("/templates/" + id);
        assertThat(copy.at("/status").textValue()).isEqualTo("draft");
        assertThat(copy.at("/alias").isNull()).isTrue();
        assertThat(copy.at("/variables/0/key").textValue()).isEqualTo("A");
    }

    @Test
    void anAliasNamesOneTemplate() {
        create();
        sandbox.post("/templates", "{\"name\":\"M\",\"alias\":\"hi\",\"html\":\"h\"}")
                .isError(422, "validation_error");
    }

    @Test
    void aFallbackOfAnotherTypeIs422() {
        sandbox.post(
                        "/templates",
                        "{\"name\":\"N\",\"html\":\"h\",\"variables\":"
                                + "[{\"key\":\"A\",\"type\":\"number\",\"fallback_value\":\"x\"}]}")
                .isError(422, "validation_error");
    }
}
