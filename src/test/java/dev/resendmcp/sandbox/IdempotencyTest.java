package dev.resendmcp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.testing.HandClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
    @RegisterExtension
    static final Sandbox sandbox = new Sandbox();

    private static final String BATCH = "[" + Sandbox.EMAIL + "]";

    private static Sandbox.Reply send(String path, String body, String key) {
        return sandbox.post(path, body, "Idempotency-Key", key);
    }

    private static int emails() {
        return sandbox.get("/emails").at("/data").size();
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndSendsNothing() {
        Sandbox.Reply first = send("/emails", Sandbox.EMAIL, "k");
        assertThat(send("/emails", Sandbox.EMAIL, "k").text()).isEqualTo(first.text());
        assertThat(emails()).isEqualTo(1);
    }

    @Test
    void aRepeatedBatchSendsNothing() {
        Sandbox.Reply first = send("/emails/batch", BATCH, "k");
        assertThat(send("/emails/batch", BATCH, "k").text()).isEqualTo(first.text());
        assertThat(emails()).isEqualTo(1);
    }

    @Test
    void anotherBodyUnderTheSameKeyIs409() {
        send("/emails", Sandbox.EMAIL, "k");
        send("/emails", Sandbox.EMAIL.replace("Hello", "Other"), "k").isError(409, "invalid_idempotent_request");
        assertThat(emails()).isEqualTo(1);
    }

    @Test
    void theSameKeyOnAnotherPathIsAnotherKey() {
        send("/emails", Sandbox.EMAIL, "k");
        assertThat(send("/emails/batch", BATCH, "k").status()).isEqualTo(200);
    }

    @Test
    void whileTheFirstRunsTheSecondIs409() {
        sandbox.simulator.delayAnswers(Duration.ofSeconds(2));
        CompletableFuture<Sandbox.Reply> first = sandbox.sendLater(
                sandbox.request("POST", "/emails", Sandbox.EMAIL).header("Idempotency-Key", "k"));
        await().until(() -> !sandbox.simulator.requests().isEmpty());
        sandbox.simulator.delayAnswers(Duration.ZERO);
        send("/emails", Sandbox.EMAIL, "k").isError(409, "concurrent_idempotent_requests");
        assertThat(first.join().status()).isEqualTo(200);
        assertThat(send("/emails", Sandbox.EMAIL, "k").text())
                .isEqualTo(first.join().text());
        assertThat(emails()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void aKeyOfBadLengthIs400(int length) {
        send("/emails", Sandbox.EMAIL, "k".repeat(length)).isError(400, "invalid_idempotency_key");
    }

    @Test
    void aKeyOf256CharactersIsTaken() {
        assertThat(send("/emails", Sandbox.EMAIL, "k".repeat(256)).status()).isEqualTo(200);
    }

    @Test
    void aRefusedRequestLeavesItsKeyFree() {
        send("/emails", "{}", "k").isError(422, "missing_required_field");
        assertThat(send("/emails", Sandbox.EMAIL, "k").status()).isEqualTo(200);
    }

    @Test
    void otherEndpointsIgnoreTheHeader() {
        assertThat(send("/domains", "{\"name\":\"a.dev\"}", "k").status()).isEqualTo(201);
        send("/domains", "{\"name\":\"a.dev\"}", "k").isError(403, "validation_error");
    }

    @Test
    void aKeyIsForgottenAfter24Hours() {
        HandClock clock = new HandClock();
        IdempotencyKeys keys = new IdempotencyKeys(clock);
        RecordedRequest request = new RecordedRequest(
                0, "POST", "/emails", null, Map.of("idempotency-key", List.of("k")), new byte[0], 0, "");
        keys.begin(request);
        keys.settle(request, Answer.ok(null));
        clock.pass(Duration.ofHours(24).minusNanos(1));
        assertThat(keys.begin(request)).isPresent();
        clock.pass(Duration.ofNanos(1));
        assertThat(keys.begin(request)).isEmpty();
    }
}
