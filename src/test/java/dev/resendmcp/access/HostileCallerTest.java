package dev.resendmcp.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.RawHttp;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller tries with a token of its own, or with that of somebody else in the wrong place. */
@Tag("slow")
class HostileCallerTest extends HostileCallerFixture {
    /** TOKEN is a good one, BASIC the same for Basic authentication. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp?access_token=TOKEN",
                "/mcp?token=TOKEN&authorization=Bearer%20TOKEN",
                "/mcp/TOKEN",
                "/mcp/x/TOKEN",
                "/mcp;token=TOKEN",
                "http://ann:TOKEN@localhost/mcp",
                "/mcp~Cookie: token=TOKEN; Authorization=Bearer TOKEN",
                "/mcp~X-API-Key: TOKEN",
                "/mcp~X-Authorization: Bearer TOKEN~Proxy-Authorization: Bearer TOKEN",
                "/mcp~Mcp-Session-Id: TOKEN",
                "/mcp~Authorization: TOKEN",
                "/mcp~Authorization: Basic BASIC",
                "/mcp~Authorization: Token TOKEN",
                "/mcp~Authorization: Bearer: TOKEN",
                "/mcp~Authorization: Bearer\tTOKEN",
                "/mcp~Authorization: Bearer Bearer TOKEN",
                "/mcp~Authorization: Bearer TOKEN, Bearer TOKEN",
                "/mcp~Authorization: Bearer TOKEN extra",
                "/mcp~Authorization: Bearer \"TOKEN\"",
                "/mcp~Authorization: Bearer TOKEN\u00a0",
                "/mcp~Authorization: Bearer TOKEN%20",
                "/mcp~Authorization: Bearer\r\n TOKEN",
                "/mcp~Authorization : Bearer TOKEN",
                "/mcp~Authorization: Bearer TOKEN~Authorization: Bearer TOKEN",
                "/mcp~Authorization: Bearer wrong~authorization: Bearer TOKEN",
                "/mcp~Authorization: Bearer TOKEN~AUTHORIZATION:",
                "/mcp~Authorization:~Authorization: Bearer TOKEN"
            })
    void goodTokenInTheWrongPlaceLetsNobodyIn(String way) {
        String basic = Base64.getEncoder().encodeToString(("ann:" + ann.text()).getBytes(StandardCharsets.UTF_8));
        String answer = post(way.replace("TOKEN", ann.text()).replace("BASIC", basic), LIST);
        assertThat(status(answer)).as(answer).isIn(400, 401, 404);
        assertThat(answer).doesNotContain(ann.text(), "send_email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer TOKEN", "bearer TOKEN", "BEARER   TOKEN", "  Bearer TOKEN  "})
    void schemeIsReadAsHttpReadsIt(String header) {
        assertThat(status(post("/mcp~Authorization: " + header.replace("TOKEN", ann.text()), LIST)))
                .isEqualTo(200);
    }

    @Test
    void changedTokensLetNobodyIn() {
        String good = ann.text();
        for (String token : List.of(
                good.toUpperCase(Locale.ROOT),
                good + "a",
                good.substring(0, good.length() - 1),
                good.substring(0, 16) + bob.text().substring(16),
                bob.text().substring(0, 16) + good.substring(16),
                good.replace('a', '\u00e0') + "\u00e0",
                good + "\u0000",
                "rmcp_" + "a".repeat(10) + "_" + "a".repeat(52))) {
            String answer = post("/mcp~Authorization: Bearer " + token, LIST);
            assertThat(status(answer)).as(token.length() + " characters").isIn(400, 401);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 7_000, 9_000, 100_000, 1_000_000})
    void oversizedTokenIsRefusedShortly(int length) {
        String answer = post("/mcp~Authorization: Bearer " + "x".repeat(length), LIST);
        assertThat(answer).startsWith("HTTP/1.1 4").hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "GET", "PROPFIND", "post"})
    void otherMethodsShowNothing(String method) {
        for (String token : List.of(ann.text(), "wrong")) {
            String answer = RawHttp.send(
                    service.uri("/"),
                    method + " /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer " + token
                            + "\r\nX-Probe: probe\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain(token, "probe", "send_email");
        }
    }
}
