package dev.resendmcp.once;

import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A service in front of the simulator, and one mail to send through it. */
abstract class ExactlyOnceHttpFixture {
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    static ResendSimulator resend;
    static RunningService usual;

    /** The service remembers the mails of other tests. */
    final String subject = UUID.randomUUID().toString();

    final String mail = "{'from': 'a@" + SeedData.DOMAIN_NAME + "', 'to': 'delivered@resend.dev', 'subject': '"
            + subject + "', 'text': 't'}";
    final McpCalls mcp = usual.mcp();

    @BeforeAll
    static void start() {
        resend = new ResendSimulator(1000).start();
        usual = service(Map.of(
                "resend.requestTimeout", TIMEOUT.toSeconds() + "s",
                "resend.callTimeout", 3 * TIMEOUT.toSeconds() + "s"));
    }

    @AfterAll
    static void stop() {
        usual.close();
        resend.close();
    }

    @BeforeEach
    void forget() {
        resend.reset();
    }

    static RunningService service(Map<String, String> settings) {
        return RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY, settings);
    }

    List<RecordedRequest> posts() {
        return resend.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }

    int mails() {
        return mcp.call("list_emails", "{}").path("data").size();
    }

    String newestMail() {
        return mcp.call("list_emails", "{}").at("/data/0/id").asText();
    }

    static String message(String arguments) {
        return McpCalls.json("{'jsonrpc': '2.0', 'id': 1, 'method': 'tools/call', 'params': {'name': 'send_email',"
                        + " 'arguments': " + arguments + "}}")
                .toString();
    }
}
