package dev.resendmcp.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.access.callers.CallerToken;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.CallersFixture;
import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.RunningService;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A service with two callers, one with all rights and one with few. */
abstract class HostileCallerFixture {
    static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    @TempDir
    static Path directory;

    static CallerToken ann;
    static CallerToken bob;
    static ResendSimulator resend;
    static RunningService service;

    @BeforeAll
    static void start() {
        ann = CallerToken.create();
        bob = CallerToken.create();
        CallersFixture callers = new CallersFixture(directory);
        callers.write(
                CallersFixture.entry("ann", ann),
                CallersFixture.entry("bob", bob, "toolsets: [topics]", "read_only: true"));
        resend = new ResendSimulator(1_000).start();
        service = RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of("CALLERS_FILE", callers.path().toString()));
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
    }

    static String authorized(CallerToken caller) {
        return "/mcp~Authorization: Bearer " + caller.text();
    }

    static String post(String way, String body) {
        return RawHttp.send(service.uri("/"), request(way, body));
    }

    /** @param way path and header lines, which are separated by a tilde */
    static String request(String way, String body) {
        String[] parts = way.split("~", 2);
        String more = parts.length == 1 ? "" : parts[1].replace("~", "\r\n") + "\r\n";
        return "POST " + parts[0] + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\nConnection: close\r\n" + more + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    static int status(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }
}
