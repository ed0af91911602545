package dev.resendmcp.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A service whose callers bring their own keys, in front of a simulator with two accounts. */
abstract class ResendKeyFixture {
    static final String ANN = "re_account_of_ann";
    static final String BOB = "re_account_of_bob";
    static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    final ResendSimulator resend =
            new ResendSimulator(1_000).addAccount(ANN).addAccount(BOB).start();
    RunningService service;

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
        resend.close();
    }

    /** Starts the service with names and values of further settings in turn. */
    void start(String... more) {
        service = startedAt(resend.baseUri(), more);
    }

    static RunningService startedAt(URI upstream, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("AUTH_TYPE", "resend-key"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return RunningService.inFrontOf(upstream, "", settings);
    }

    HttpResponse<String> post(String key, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = "Bearer " + key;
        return service.mcp().send(body, all);
    }

    int status(String key) {
        return post(key, LIST).statusCode();
    }

    /** The result of a method. */
    JsonNode result(String key, String method, String params) {
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + McpCalls.json(params) + "}";
        return McpCalls.parse(post(key, body)).path("result");
    }

    /** What a tool returns. */
    JsonNode call(String key, String tool, String arguments) {
        return result(key, "tools/call", "{'name':'" + tool + "','arguments':" + arguments + "}")
                .path("structuredContent");
    }

    /** The facts of the resource with the status. */
    JsonNode facts(String key) {
        return McpCalls.json(result(key, "resources/read", "{'uri':'resend://status'}")
                .at("/contents/0/text")
                .asText());
    }

    String name(String key) {
        return facts(key).path("caller").asText();
    }

    static String mail(String subject) {
        return "{'from':'ann@sandbox.resend.dev','to':'delivered@resend.dev','subject':'" + subject + "','text':'t'}";
    }

    /** Requests to Resend with a key. */
    List<RecordedRequest> requests(String key) {
        return resend.requests().stream()
                .filter(request -> ("Bearer " + key).equals(request.header("Authorization")))
                .toList();
    }

    List<RecordedRequest> sends(String key) {
        return requests(key).stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }
}
