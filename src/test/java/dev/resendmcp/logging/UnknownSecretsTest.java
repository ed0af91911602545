package dev.resendmcp.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of no known form, in places where no client should put them, reach neither a log nor an answer. */
class UnknownSecretsTest {
    private static final String SECRET = "canary7f3a9c1e5b7d2f4a";
    private static final String OPERATOR = "operator-token-" + "0".repeat(32);
    private static final String TAIL = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

    private static final List<String> REQUESTS = List.of(
            "GET /mcp?access_token=" + SECRET + TAIL + "\r\n",
            "POST /mcp?access_token=" + SECRET + TAIL + "Content-Length: 2\r\n\r\n{}",
            "GET /mcp/" + SECRET + TAIL + "\r\n",
            "GET /mcp;token=" + SECRET + TAIL + "\r\n",
            "GET /health-check?token=" + SECRET + TAIL + "\r\n",
            "GET /mcp?a=%zz" + SECRET + TAIL + "\r\n",
            "GET /%zz" + SECRET + TAIL + "\r\n",
            "GET /mcp/%2e%2e/" + SECRET + TAIL + "\r\n",
            "GET http://localhost/mcp?token=" + SECRET + TAIL + "\r\n",
            "GET /mcp?" + SECRET + "x".repeat(9_000) + TAIL + "\r\n",
            "GET /mcp?token=" + SECRET + "\r\n\r\n",
            "GET /mcp?token=" + SECRET + " HTTP/9.9\r\nHost: localhost\r\n\r\n",
            SECRET + " /mcp" + TAIL + "\r\n",
            "GET /mcp" + TAIL + "X-Token " + SECRET + "\r\n\r\n",
            "GET /mcp" + TAIL + "X-\u0001" + SECRET + ": 1\r\n\r\n",
            "GET /mcp" + TAIL + "Cookie: session=" + SECRET + "\r\n\r\n",
            "GET /mcp" + TAIL + "Referer: http://a/?t=" + SECRET + "\r\n\r\n",
            "GET /mcp" + TAIL + "Authorization: Basic " + SECRET + "\r\n\r\n",
            "GET /mcp HTTP/1.1\r\nHost: user:" + SECRET + "@localhost\r\nConnection: close\r\n\r\n",
            "GET /mcp" + TAIL + "Origin: http://user:" + SECRET + "@localhost\r\n\r\n",
            "GET /mcp" + TAIL + "Origin: http://evil.example/?t=" + SECRET + "\r\n\r\n",
            "GET /mcp" + TAIL + "Origin: http://evil.example?t=" + SECRET + "\r\n\r\n",
            "POST /mcp" + TAIL + "Content-Length: " + SECRET + "\r\n\r\n",
            "POST /mcp" + TAIL + "Transfer-Encoding: chunked\r\n\r\n" + SECRET + "\r\n",
            "POST /mcp" + TAIL + "Content-Type: " + SECRET + "\r\nContent-Length: 2\r\n\r\n{}",
            "POST /mcp" + TAIL + "Content-Type: application/json\r\nContent-Length: 24\r\n\r\n{" + SECRET + "}");

    @TempDir
    Path logs;

    @Test
    void noneReachesALogOrAnAnswer() throws IOException {
        try (ResendSimulator resend = new ResendSimulator(1_000).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of("LOG_DIR", logs.toString(), "DEBUG", "true", "ADMIN_TOKENS", "tests:" + OPERATOR))) {
            HttpRequest trace = HttpRequest.newBuilder(service.admin("/tasks/log-level?logger=ROOT&level=TRACE"))
                    .header("Authorization", "Bearer " + OPERATOR)
                    .POST(BodyPublishers.noBody())
                    .build();
            assertThat(service.mcp().send(trace).statusCode()).isEqualTo(200);
            for (String request : REQUESTS) {
                assertThat(RawHttp.send(service.uri("/"), request))
                        .as(request)
                        .startsWith("HTTP/1.1 ")
                        .doesNotContain(SECRET);
                assertThat(RawHttp.send(service.admin("/"), request))
                        .as(request)
                        .doesNotContain(SECRET);
            }
            Awaitility.await().until(() -> read("requests.log").lines().count() >= 10);
        }
        for (String file : List.of("requests.log", "refusals.log", "resend-full-mcp.log")) {
            assertThat(read(file).lines()).noneMatch(line -> line.contains("canary7f3a"));
        }
    }

    private String read(String file) throws IOException {
        return Files.readString(logs.resolve(file));
    }
}
