package dev.resendmcp.once;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.call.Caller;
import dev.resendmcp.testing.ScriptedTools;
import dev.resendmcp.tools.ToolCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of callers, and sends that are to happen again on purpose. */
class SendKeysTest extends SendsFixture {
    @Test
    void forcedCallGoesUnderANewKeyAndIsNotDeduplicated() {
        send(MAIL);
        assertThat(force().path("id").asText()).isEqualTo("mail-2");
        assertThat(force().path("id").asText()).isEqualTo("mail-3");
        assertThat(keys()).doesNotHaveDuplicates().hasSize(3);
        assertThat(resend.calls())
                .allSatisfy(
                        call -> assertThat(call.arguments().has("force_new")).isFalse());
        assertThat(heard).containsOnly("ACCEPTED");
    }

    @Test
    void repeatOfAFailedForcedCallWithoutForceUsesItsKey() {
        send(MAIL);
        failures.add(TIMEOUT);
        force();
        assertThat(send(MAIL).path("deduplicated").asBoolean()).isTrue();
        assertThat(keys().get(2)).isEqualTo(keys().get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'yes'", "1", "null"})
    void forceNewThatIsNoBooleanIsRefused(String value) {
        assertThat(send("{'to': 'a', 'force_new': " + value + "}")
                        .at("/error/message")
                        .asText())
                .isEqualTo("force_new: must be true or false");
        assertThat(resend.calls()).isEmpty();
    }

    @Test
    void ownKeyGoesAsGivenAndIsRemembered() {
        String mail = "{'to': 'a', 'idempotency_key': 'order-1'}";
        send(mail);
        assertThat(send(mail).path("deduplicated").asBoolean()).isTrue();
        assertThat(keys()).containsExactly("order-1");
    }

    @Test
    void ownKeyWithOtherContentIsRefusedHereAndTheFirstContentIsStillKnown() {
        failures.add(TIMEOUT);
        send("{'to': 'a', 'idempotency_key': 'order-1'}");
        assertThat(send("{'to': 'b', 'idempotency_key': 'order-1'}")
                        .at("/error/name")
                        .asText())
                .isEqualTo("invalid_idempotent_request");
        assertThat(send("{'to': 'a', 'idempotency_key': 'order-1'}")
                        .path("deduplicated")
                        .asBoolean())
                .as("the first content is still known")
                .isTrue();
        assertThat(keys()).containsExactly("order-1", "order-1");
    }

    @Test
    void ownKeyOfARefusedCallServesTheCorrectedOne() {
        failures.add(REFUSAL);
        send("{'to': 'a', 'idempotency_key': 'order-1'}");
        assertThat(send("{'to': 'b', 'idempotency_key': 'order-1'}").has("deduplicated"))
                .isFalse();
        assertThat(send("{'to': 'b', 'idempotency_key': 'order-1'}")
                        .path("deduplicated")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void ownKeyAndForceNewContradictEachOther() {
        assertThat(send("{'to': 'a', 'idempotency_key': 'order-1', 'force_new': true}")
                        .at("/error/message")
                        .asText())
                .startsWith("force_new: cannot go with idempotency_key");
    }

    @Test
    void keyThatNoToolTakesIsLeftForTheToolToRefuse() {
        sends.call(new ToolCall(
                Caller.LOCAL, "send_email", arguments("{'to': 'a', 'idempotency_key': '" + "k".repeat(257) + "'}")));
        sends.call(new ToolCall(Caller.LOCAL, "send_email", arguments("{'to': 'a', 'idempotency_key': 5}")));
        assertThat(resend.calls()).hasSize(2);
        assertThat(journal.size()).isZero();
    }

    @Test
    void answerOfAnOlderCallDoesNotReplaceThatOfAForcedOne() {
        sends = sends(new ScriptedTools(resend.list(), call -> {
            if (resend.calls().isEmpty()) {
                resend.call(call);
                force();
            }
            return resend.call(call);
        }));
        send(MAIL);
        assertThat(send(MAIL).path("id").asText()).isEqualTo("mail-2");
    }
}
