package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static final String BAD = SimulatorExtension.EMAIL.replace("Ada <ada@sandbox.resend.dev>", "ada");

    private static SimulatorExtension.Reply send(List<String> emails, String... headers) {
        return sandbox.post("/emails/batch", "[" + String.join(",", emails) + "]", headers);
    }

    private static int sent() {
        return sandbox.get("/emails?limit=100").at("/data").size();
    }

    @Test
    void aBatchAnswersWithIdsInOrder() {
        SimulatorExtension.Reply reply =
                send(List.of(SimulatorExtension.EMAIL, SimulatorExtension.EMAIL.replace("Hello", "Second")));
        assertThat(reply.at("/errors").isMissingNode()).isTrue();
        String second = reply.at("/data/1/id").textValue();
        assertThat(sandbox.get("/emails/" + second).at("/subject").textValue()).isEqualTo("Second");
    }

    @Test
    void strictIsTheDefaultAndSendsAllOrNone() {
        send(List.of(SimulatorExtension.EMAIL, BAD)).isError(422, "invalid_from_address");
        send(List.of(SimulatorExtension.EMAIL, BAD), "x-batch-validation", "strict")
                .isError(422, "invalid_from_address");
        assertThat(sent()).isZero();
    }

    @Test
    void permissiveSendsTheValidOnes() {
        SimulatorExtension.Reply reply = send(
                List.of(SimulatorExtension.EMAIL, BAD, SimulatorExtension.EMAIL, "{\"to\":1}"),
                "x-batch-validation",
                "permissive");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/data").size()).isEqualTo(2);
        assertThat(reply.at("/errors").findValuesAsText("index")).containsExactly("1", "3");
        assertThat(reply.at("/errors/0/message").textValue()).contains("from");
        assertThat(sent()).isEqualTo(2);
    }

    @Test
    void anotherModeIs422() {
        send(List.of(SimulatorExtension.EMAIL), "x-batch-validation", "lenient").isError(422, "validation_error");
    }

    @Test
    void aBatchHas1To100Emails() {
        send(List.of()).isError(422, "validation_error");
        send(Collections.nCopies(101, SimulatorExtension.EMAIL)).isError(422, "validation_error");
        assertThat(send(Collections.nCopies(100, SimulatorExtension.EMAIL))
                        .at("/data")
                        .size())
                .isEqualTo(100);
    }

    @Test
    void aBatchIsAList() {
        sandbox.post("/emails/batch", "{\"emails\":[]}").isError(422, "validation_error");
        sandbox.post("/emails/batch", "[1]").isError(422, "validation_error");
    }

    @Test
    void attachmentsAreNotSupported() {
        send(List.of(SimulatorExtension.EMAIL.replaceFirst("}$", ",\"attachments\":[{\"content\":\"\"}]}")))
                .isError(422, "validation_error");
    }

    @Test
    void anEmailOfABatchMayBeScheduled() {
        String id = send(List.of(SimulatorExtension.EMAIL.replaceFirst("}$", ",\"scheduled_at\":\"in 1 hour\"}")))
                .at("/data/0/id")
                .textValue();
        assertThat(sandbox.get("/emails/" + id).at("/last_event").textValue()).isEqualTo("scheduled");
    }
}
