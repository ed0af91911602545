package dev.resendmcp.logging.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final int CAP = Redaction.MAX_LENGTH;

    private final Redaction redaction = new Redaction();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "re_123456789",
                "re_AbCdEf12_3456789012345678901234",
                "Bearer re_123456789",
                "rmcp_abcdefghij_aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeff",
                "RMCP_ABCDEFGHIJ_AAAA",
                "rmcp_abc",
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZ2VudCJ9.c2lnbmF0dXJl",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZ2VudCJ9.",
                "bearer%20eyJhbGciOi.J9.sig",
                "BEARER  x",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw==",
                "alice@example.com",
                "re_123@example.com",
                "alice+tag@mail.example.co.uk",
                "alice%2Btag%40example.com",
                "\"alice b\"@example.com",
                "jos\u00e9@b\u00fccher.example",
                "root@[127.0.0.1]"
            })
    void secretAndAddressAreMasked(String secret) {
        assertThat(redaction.clean("<" + secret + ">")).isEqualTo("<****>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=%s", "%%20%s", "x\\n%s", "ann:%s", "/mcp/%s", "{\"a\":\"%s\"}", "a%s"})
    void tokenOfACallerIsMaskedWhereverItStands(String text) {
        String token = "rmcp_abcdefghij_aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeff";
        assertThat(redaction.clean(String.format(Locale.ROOT, text, token))).doesNotContain("aaaa", "ghij");
    }

    @Test
    void keyAfterAnEscapedLineBreakIsMasked() {
        assertThat(redaction.clean("{\"a\":\"x\\nre_123456789\"}")).doesNotContain("123456789");
    }

    @Test
    void keyInAnEncodedTextIsMasked() {
        assertThat(redaction.clean("?key=%20re_123456789")).doesNotContain("123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "restricted_api_key",
                "store_contacts",
                "fire_alarm",
                "mcp_callers_reload_total",
                "eyJ and more",
                "ServerConnector@5d1e{HTTP/1.1, (http/1.1)}{0.0.0.0:8080}",
                "java.lang.Object@1b6d3586",
                "mcp@2.1.0",
                "POST /emails 200"
            })
    void plainTextStays(String text) {
        assertThat(redaction.clean(text)).isEqualTo(text);
    }

    @Test
    void addressAfterAnotherSignIsMasked() {
        assertThat(redaction.clean("a@b@example.com c%40d%40example.com")).doesNotContain("example");
    }

    @Test
    void addressWithAnOverlongLocalPartIsMasked() {
        assertThat(redaction.clean("x".repeat(500) + "@example.com")).isEqualTo("****");
    }

    @Test
    void textOfTheCapIsKeptWhole() {
        assertThat(redaction.clean("x".repeat(CAP))).hasSize(CAP);
    }

    @Test
    void longerTextIsCutAndTellsItsLength() {
        assertThat(redaction.clean("x".repeat(CAP + 1))).isEqualTo("x".repeat(CAP) + "... (8193 characters)");
    }

    @Test
    void secretAcrossTheCutLeavesNoPart() {
        for (int visible = 1; visible < 30; visible++) {
            String text = " ".repeat(CAP - visible) + "re_AbCdEf12_3456789012345678901234 alice@example.com";
            assertThat(redaction.clean(text))
                    .doesNotContain("re_", "alice", "e@")
                    .contains("****");
        }
    }

    @Test
    void surrogatePairIsNotCutInTwo() {
        assertThat(redaction.clean("x".repeat(CAP - 1) + "\ud83d\ude00")).startsWith("x".repeat(CAP - 1) + "...");
    }

    @Test
    void hostileTextCostsLittleTime() {
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            for (String part : new String[] {
                "a", "a.", "\"", "re_", "rmcp_", "eyJa.", "%40", "%41", "@a.", "a@", "bearer ", "\u00e9"
            }) {
                redaction.clean(part.repeat(1 << 20));
            }
        });
    }
}
