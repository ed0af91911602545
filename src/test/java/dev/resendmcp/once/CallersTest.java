package dev.resendmcp.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.access.BearerTokens;
import dev.resendmcp.call.Caller;
import dev.resendmcp.tools.ToolCall;
import io.dropwizard.util.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers are known by name, and do not meet in Resend's space of idempotency keys. */
class CallersTest extends SendsFixture {
    private static final String OLD = "a".repeat(32);
    private static final String NEW = "b".repeat(32);
    private static final String KEYED = MAIL.replace("}", ", 'idempotency_key': 'order-42'}");
    private static final Caller ANN = new Caller("ann");
    private static final Caller BOB = new Caller("bob");

    @Test
    void sameKeyAndContentOfTwoCallersAreTwoMails() {
        assertThat(send(ANN, KEYED).path("id").asText()).isEqualTo("mail-1");
        assertThat(send(BOB, KEYED).path("id").asText()).isEqualTo("mail-2");
        assertThat(keys()).containsExactly("ann:order-42", "bob:order-42");
    }

    @Test
    void keysAreScopedWithoutDeduplicationToo() {
        sends = sends(journal, Duration.minutes(0));
        send(ANN, KEYED);
        assertThat(keys()).containsExactly("ann:order-42");
    }

    @Test
    void onlyCallerOfItsServiceKeepsItsKeyAsItIs() {
        send(Caller.LOCAL, KEYED);
        send(Caller.STDIO, KEYED);
        assertThat(keys()).containsExactly("order-42", "order-42");
    }

    @Test
    void scopedKeyIsNeverTooLong() {
        String longest = "k".repeat(256);
        send(ANN, KEYED.replace("order-42", longest));
        send(ANN, KEYED.replace("order-42", longest.substring(1) + "l"));
        assertThat(keys())
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).startsWith("ann:").hasSizeLessThanOrEqualTo(256));
    }

    @Test
    void ownKeyWithOtherContentIsRefusedWithoutARequest() {
        send(ANN, KEYED);
        ObjectNode refusal = send(ANN, KEYED.replace("'s'", "'other'"));
        assertThat(refusal.at("/error/name").asText()).isEqualTo("invalid_idempotent_request");
        assertThat(refusal.at("/error/message").asText()).contains("Nothing was sent");
        assertThat(resend.calls()).hasSize(1);
    }

    @Test
    void tokensOfOneNameAreOneCaller() {
        BearerTokens tokens = BearerTokens.of("ann:" + OLD + ", ann:" + NEW);
        assertThat(tokens.caller(Optional.of(OLD))).contains(ANN);
        assertThat(tokens.caller(Optional.of(NEW))).contains(ANN);
    }

    @Test
    void nameOfATokenWithoutOneMayBeGivenToItsSuccessor() {
        Caller before = BearerTokens.of(OLD).caller(Optional.of(OLD)).orElseThrow();
        assertThat(before.id()).matches("token-[0-9a-f]{8}");
        assertThat(BearerTokens.of(before.id() + ":" + NEW).caller(Optional.of(NEW)))
                .contains(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-ann", "a b", "local", "stdio", "", "nameofmorethanthirtytwocharacters"})
    void badNameIsExplainedWithoutTheToken(String name) {
        assertThatThrownBy(() -> BearerTokens.of(name + ":" + OLD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name:token")
                .hasMessageNotContaining(OLD);
    }

    @Test
    void tokenWithTwoNamesIsRefused() {
        assertThatThrownBy(() -> BearerTokens.of("ann:" + OLD + ",bob:" + OLD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two names");
    }

    private ObjectNode send(Caller caller, String arguments) {
        clock.pass(java.time.Duration.ofMillis(1));
        return sends.call(new ToolCall(caller, "send_email", arguments(arguments)))
                .content();
    }
}
