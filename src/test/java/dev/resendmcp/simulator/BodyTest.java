package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.SeededAccount;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    @ParameterizedTest
    @ValueSource(strings = {"{", "hello", "{\"a\":1}{}", "{\"name\":\"a.dev\",\"name\":\"b.dev\"}"})
    void aBodyThatIsNotJsonIs400(String body) {
        sandbox.post("/domains", body).isError(400, "validation_error");
    }

    @Test
    void anotherContentTypeIs400() {
        HttpRequest.Builder request = sandbox.request("POST", "/domains", "{\"name\":\"a.dev\"}");
        sandbox.send(request.setHeader("Content-Type", "text/plain")).isError(400, "validation_error");
    }

    @Test
    void aCharsetInTheContentTypeIsFine() {
        HttpRequest.Builder request = sandbox.request("POST", "/domains", "{\"name\":\"a.dev\"}");
        assertThat(sandbox.send(request.setHeader("Content-Type", "application/json; charset=UTF-8"))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "\"x\""})
    void anotherKindOfJsonIs422(String body) {
        sandbox.post("/domains", body).isError(422, "validation_error");
    }

    @Test
    void unknownFieldsAreIgnored() {
        String body = "{\"name\":\"a.dev\",\"id\":\"mine\",\"capabilities\":{\"recieving\":\"enabled\"}}";
        SimulatorExtension.Reply reply = sandbox.post("/domains", body);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.at("/id").textValue()).isNotEqualTo("mine");
        assertThat(reply.at("/capabilities/recieving").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':1}",
                "{'name':'a.dev','open_tracking':'yes'}",
                "{'name':'a.dev','open_tracking':null}",
                "{'name':'a.dev','capabilities':[]}",
                "{'name':'a.dev','tls':'none'}"
            })
    void aValueOfTheWrongTypeIs422(String body) {
        sandbox.post("/domains", body.replace('\'', '"')).isError(422, "validation_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":null}"})
    void aMissingFieldIsNamed(String body) {
        SimulatorExtension.Reply reply = sandbox.post("/domains", body);
        reply.isError(422, "missing_required_field");
        assertThat(reply.at("/message").textValue()).contains("name");
    }

    @Test
    void anEndpointWithoutFieldsIgnoresTheBody() {
        String path = "/domains/" + SeededAccount.DOMAIN_ID + "/verify";
        assertThat(sandbox.post(path, "{\"a\":1}").status()).isEqualTo(200);
        assertThat(sandbox.post(path, "{}").status()).isEqualTo(200);
        assertThat(sandbox.post(path, null).status()).isEqualTo(200);
    }

    @Test
    void answersAreJsonInUtf8() {
        assertThat(sandbox.get("/domains").header("content-type")).isEqualTo("application/json; charset=utf-8");
    }

    @Test
    void aBodyOf40MegabytesIsTaken() {
        String content = "A".repeat(40 * 1024 * 1024);
        String body = SimulatorExtension.EMAIL.replaceFirst(
                "}$", ",\"attachments\":[{\"filename\":\"a.bin\",\"content\":\"" + content + "\"}]}");
        String id = sandbox.sent(body);
        assertThat(sandbox.get("/emails/" + id + "/attachments")
                        .at("/data/0/size")
                        .intValue())
                .isEqualTo(30 * 1024 * 1024);
    }

    @Test
    void aBodyAbove41MegabytesIs413() {
        sandbox.post("/emails", "A".repeat(41 * 1024 * 1024 + 1)).isError(413, "validation_error");
    }
}
