package dev.resendmcp.state.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.digest.CanonicalJson.UnwritableJsonException;
import dev.resendmcp.state.seal.SealedState.Binding;
import dev.resendmcp.state.store.UsedTokens;
import dev.resendmcp.testing.McpCalls;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A seal opens once, in time, for the call it was made for, and for nothing else. */
class SealedStateTest {
    private static final SealingKey KEY = SealingKey.of("k".repeat(32));
    private static final Instant START = Instant.parse("2026-11-22T12:00:00.700Z");
    private static final JsonNode ARGUMENTS = McpCalls.json("{'id': '1', 'many': [1, {'a': 1, 'b': 2}]}");
    private static final Binding CALL = new Binding("token", "ann", "delete_domain", ARGUMENTS);

    private final UsedTokens used = new LocalUsedTokens();
    private final SealedState seal = at(Duration.ZERO);

    @Test
    void sealOpensForItsCall() {
        assertThat(seal.open(seal.seal(CALL, "content").text(), CALL)).hasValue("content");
    }

    @Test
    void sealOpensOnce() {
        String text = seal.seal(CALL, "content").text();
        seal.open(text, CALL);
        assertThat(seal.open(text, CALL)).isEmpty();
    }

    @Test
    void refusedSealIsNotUsedUp() {
        String text = seal.seal(CALL, "content").text();
        seal.open(text, new Binding("token", "bob", "delete_domain", ARGUMENTS));
        assertThat(seal.open(text, CALL)).isPresent();
    }

    @Test
    void sealsOfOneCallDiffer() {
        assertThat(seal.seal(CALL, "content").text())
                .isNotEqualTo(seal.seal(CALL, "content").text());
    }

    @Test
    void clientsCannotReadTheContent() {
        String text = seal.seal(CALL, "content").text();
        assertThat(Stream.of(text.split("\\.", -1))
                        .map(part -> new String(Base64.getUrlDecoder().decode(part), StandardCharsets.ISO_8859_1)))
                .noneMatch(part -> part.contains("content") || part.contains("ann"));
    }

    private static Stream<Binding> otherCalls() {
        return Stream.of(
                new Binding("requestState", "ann", "delete_domain", ARGUMENTS),
                new Binding("token", "bob", "delete_domain", ARGUMENTS),
                new Binding("token", "ann", "delete_webhook", ARGUMENTS),
                new Binding("token", "ann", "delete_domain", McpCalls.json("{'id': '2'}")),
                new Binding("token", "ann", "delete_domain", McpCalls.json("{}")),
                // Parts do not run into each other.
                new Binding("token", "an", "ndelete_domain", ARGUMENTS));
    }

    @ParameterizedTest
    @MethodSource("otherCalls")
    void sealDoesNotOpenForAnotherCall(Binding other) {
        assertThat(seal.open(seal.seal(CALL, "content").text(), other)).isEmpty();
    }

    @Test
    void orderOfKeysDoesNotMatter() {
        JsonNode one = McpCalls.json("{'x': {'a': 1, 'b': 2}}");
        JsonNode two = McpCalls.json("{'x': {'b': 2, 'a': 1}}");
        String text = seal.seal(new Binding("", "", "", one), "content").text();
        assertThat(seal.open(text, new Binding("", "", "", two))).isPresent();
    }

    @Test
    void spellingOfNumbersDoesNotMatter() {
        String text = seal.seal(new Binding("", "", "", McpCalls.json("{'x': 100}")), "content")
                .text();
        assertThat(seal.open(text, new Binding("", "", "", x(new BigDecimal("1.0e2")))))
                .isPresent();
    }

    @Test
    void halfOfASurrogatePairCanBeBound() {
        Binding half = new Binding("", "", "", McpCalls.JSON.createObjectNode().put("x", "\ud800"));
        assertThat(seal.open(seal.seal(half, "content").text(), half)).isPresent();
    }

    @Test
    void numberOfAMillionDigitsIsNotBound() {
        Binding huge = new Binding("", "", "", x(new BigDecimal("1e999999")));
        assertThatThrownBy(() -> seal.seal(huge, "content")).isInstanceOf(UnwritableJsonException.class);
        assertThat(seal.open(seal.seal(CALL, "content").text(), huge)).isEmpty();
    }

    @Test
    void sealIsGoodForFiveMinutes() {
        SealedState.Sealed sealed = seal.seal(CALL, "content");
        assertThat(sealed.validUntil()).isEqualTo(Instant.parse("2026-11-22T12:05:00Z"));
        assertThat(at(Duration.ofMinutes(5)).open(sealed.text(), CALL)).isEmpty();
        assertThat(at(Duration.ofSeconds(299)).open(sealed.text(), CALL)).isPresent();
    }

    @Test
    void sealOpensElsewhereOnlyWithTheSameKey() {
        String text = seal.seal(CALL, "content").text();
        assertThat(with(SealingKey.random()).open(text, CALL)).isEmpty();
        assertThat(with(SealingKey.of(" " + "k".repeat(32))).open(text, CALL)).isPresent();
    }

    private static Stream<Function<String, String>> damages() {
        return Stream.of(
                text -> text + "-TAMPERED",
                text -> text.substring(0, text.length() - 2),
                text -> text.substring(1),
                text -> flipped(text, text.indexOf("..") + 5),
                text -> flipped(text, text.lastIndexOf('.') - 5),
                text -> text.substring(0, text.lastIndexOf('.')),
                // A cipher that the library knows and does not bring along, and no cipher at all.
                text -> header("{\"alg\":\"dir\",\"enc\":\"XC20P\"}") + text.substring(text.indexOf('.')),
                text -> header("{\"alg\":\"none\"}") + ".e30.");
    }

    @ParameterizedTest
    @MethodSource("damages")
    void damagedSealDoesNotOpen(Function<String, String> damage) {
        assertThat(seal.open(damage.apply(seal.seal(CALL, "content").text()), CALL))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "....", "nonsense", "null", "eyJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiZGlyIn0....", "é.é.é.é.é"})
    void garbageDoesNotOpen(String text) {
        assertThat(seal.open(text, CALL)).isEmpty();
    }

    private static String flipped(String text, int at) {
        return text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
    }

    private static String header(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private SealedState at(Duration later) {
        return new SealedState(KEY, used, Clock.fixed(START.plus(later), ZoneOffset.UTC));
    }

    private SealedState with(SealingKey key) {
        return new SealedState(key, used, Clock.fixed(START, ZoneOffset.UTC));
    }

    private static JsonNode x(BigDecimal number) {
        return McpCalls.JSON.createObjectNode().put("x", number);
    }
}
