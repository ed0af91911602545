package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static final String BATCH = "[" + SimulatorExtension.EMAIL + "]";

    private static SimulatorExtension.Reply send(String path, String body, String key) {
        return sandbox.post(path, body, "Idempotency-Key", key);
    }

    private static int emails() {
        return sandbox.get("/emails").at("/data").size();
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndSendsNothing() {
        SimulatorExtension.Reply first = send("/emails", SimulatorExtension.EMAIL, "k");
        assertThat(send("/emails", SimulatorExtension.EMAIL, "k").text()).isEqualTo(first.text());
        assertThat(emails()).isEqualTo(1);
    }

    @Test
    void aRepeatedBatchSendsNothing() {
        SimulatorExtension.Reply first = send("/emails/batch", BATCH, "k");
        assertThat(send("/emails/batch", BATCH, "k").text()).isEqualTo(first.text());
        assertThat(emails()).isEqualTo(1);
    }

    @Test
    void anotherBodyUnderTheSameKeyIs409() {
        send("/emails", SimulatorExtension.EMAIL, "k");
        send("/emails", SimulatorExtension.EMAIL.replace("Hello", "Other"), "k")
                .isError(409, "invalid_idempotent_request");
        assertThat(emails()).isEqualTo(1);
    }

    @Test
    void theSameKeyOnAnotherPathIsAnotherKey() {
        send("/emails", SimulatorExtension.EMAIL, "k");
        assertThat(send("/emails/batch", BATCH, "k").status()).isEqualTo(200);
    }

    @Test
    void whileTheFirstRunsTheSecondIs409() {
        sandbox.simulator.delayAnswers(Duration.ofSeconds(2));
        CompletableFuture<SimulatorExtension.Reply> first = sandbox.sendLater(
                sandbox.request("POST", "/emails", SimulatorExtension.EMAIL).header("Idempotency-Key", "k"));
        await().until(() -> !sandbox.simulator.requests().isEmpty());
        sandbox.simulator.delayAnswers(Duration.ZERO);
        send("/emails", SimulatorExtension.EMAIL, "k").isError(409, "concurrent_idempotent_requests");
        assertThat(first.join().status()).isEqualTo(200);
        assertThat(send("/emails", SimulatorExtension.EMAIL, "k").text())
                .isEqualTo(first.join().text());
        assertThat(emails()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void aKeyOfBadLengthIs400(int length) {
        send("/emails", SimulatorExtension.EMAIL, "k".repeat(length)).isError(400, "invalid_idempotency_key");
    }

    @Test
    void aKeyOf256CharactersIsTaken() {
        assertThat(send("/emails", SimulatorExtension.EMAIL, "k".repeat(256)).status())
                .isEqualTo(200);
    }

    @Test
    void aRefusedRequestLeavesItsKeyFree() {
        send("/emails", "{}", "k").isError(422, "missing_required_field");
        assertThat(send("/emails", SimulatorExtension.EMAIL, "k").status()).isEqualTo(200);
    }

    @Test
    void otherEndpointsIgnoreTheHeader() {
        assertThat(send("/domains", "{\"name\":\"a.dev\"}", "k").status()).isEqualTo(201);
        send("/domains", "{\"name\":\"a.dev\"}", "k").isError(403, "validation_error");
    }
}
