package dev.resendmcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.ServiceExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {
    private static final Path LOGS = Path.of("target/test-logs/request-ids");

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("LOG_DIR", LOGS.toString()).with("INSTANCE", "mail-7");

    @ParameterizedTest
    @ValueSource(strings = {"7f3a-77", "Root=1-67891233-abcdef012345678912345678", "a:b/c+d._e"})
    void safeIdOfTheRequestIsKept(String id) {
        assertThat(answerTo("X-Request-Id: " + id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "<script>", "a,b", "a{b}", "\u00e9"})
    void unsafeIdIsReplaced(String id) {
        assertThat(answerTo("X-Request-Id: " + id)).matches("[0-9a-f-]{36}");
    }

    @Test
    void idOf129CharactersIsReplaced() {
        assertThat(answerTo("X-Request-Id: " + "a".repeat(128))).hasSize(128);
        assertThat(answerTo("X-Request-Id: " + "a".repeat(129))).hasSize(36);
    }

    @Test
    void twoIdsAreReplaced() {
        assertThat(answerTo("X-Request-Id: one\r\nX-Request-Id: two")).hasSize(36);
    }

    @Test
    void everyLineHasTheIdTheInstanceAndTheVersion() throws IOException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"list_emails\","
                + "\"arguments\":{}}}";
        service.mcp().send(body, "X-Request-Id", "follow-me");
        for (String file : new String[] {"resend-full-mcp.log", "requests.log"}) {
            String line = Awaitility.await()
                    .until(
                            () -> Files.readAllLines(LOGS.resolve(file)).stream()
                                    .filter(text -> text.contains("\"follow-me\""))
                                    .findFirst()
                                    .orElse(""),
                            found -> !found.isEmpty());
            assertThat(McpCalls.json(line).path("request_id").asText()).isEqualTo("follow-me");
            assertThat(McpCalls.json(line).path("instance").asText()).isEqualTo("mail-7");
            assertThat(McpCalls.json(line).path("version").asText()).isNotEmpty();
        }
    }

    private static String answerTo(String header) {
        String answer = RawHttp.send(
                service.uri("/mcp"),
                "GET /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n");
        Matcher id = Pattern.compile("(?i)\r\nX-Request-Id: (.*?)\r\n").matcher(answer);
        assertThat(id.find()).isTrue();
        return id.group(1);
    }
}
