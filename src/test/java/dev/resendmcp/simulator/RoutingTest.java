package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere", "/emails/a/b/c/d", "/emails/"})
    void anUnknownPathOrObjectIs404(String path) {
        sandbox.get(path).isError(404, "not_found");
    }

    @Test
    void anotherMethodIs405() {
        sandbox.delete("/emails").isError(405, "method_not_allowed");
    }

    @Test
    void aFixedWordGoesBeforeAnId() {
        assertThat(sandbox.get("/emails/receiving").at("/object").textValue()).isEqualTo("list");
        assertThat(sandbox.get("/emails/metrics").at("/object").textValue()).isEqualTo("metrics");
    }

    @Test
    void anIdThatMustBeAUuidIsChecked() {
        sandbox.get("/emails/receiving/1").isError(422, "invalid_parameter");
        sandbox.get("/emails/1/attachments").isError(422, "invalid_parameter");
        sandbox.get("/emails/1").isError(404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/emails/..%2Fdomains",
                "/emails/%2e%2e/domains",
                "/emails/../domains",
                "/emails/..;/domains",
                "/emails/a%252Fb",
                "/emails//x",
                "/emails/%FF%FE"
            })
    void aHostilePathIsNeitherResolvedNorHidden(String path) {
        assertThat(sandbox.get(path).status()).isEqualTo(404);
        assertThat(sandbox.simulator.lastRequest().path()).isEqualTo(path);
    }

    @Test
    void anEscapedSlashStaysInsideItsSegment() {
        String id = sandbox.sent(SimulatorExtension.EMAIL);
        sandbox.post("/emails/" + id + "%2Fcancel", null).isError(405, "method_not_allowed");
        sandbox.get("/emails%2F" + id).isError(404, "not_found");
    }

    @Test
    void anEscapedIdIsDecodedOnce() {
        String id = sandbox.sent(SimulatorExtension.EMAIL);
        String escaped = id.replace("-", "%2D");
        assertThat(sandbox.get("/emails/" + escaped).at("/id").textValue()).isEqualTo(id);
        sandbox.get("/emails/" + id.replace("-", "%252D")).isError(404, "not_found");
    }

    @Test
    void anUnknownParameterIsNamed() {
        SimulatorExtension.Reply reply = sandbox.get("/emails?page_size=3");
        reply.isError(422, "validation_error");
        assertThat(reply.at("/message").textValue()).contains("page_size");
    }

    @Test
    void aParameterGivenTwiceIs422() {
        sandbox.get("/emails?limit=1&limit=2").isError(422, "validation_error");
    }
}
