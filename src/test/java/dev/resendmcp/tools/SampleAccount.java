package dev.resendmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.sandbox.RecordedRequest;
import dev.resendmcp.sandbox.ResendSimulator;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.util.LinkedHashMap;
import java.util.Map;

/** A simulated account with the whole service in front, which is prepared anew for each sample call. */
final class SampleAccount implements AutoCloseable {
    private final ResendSimulator resend = new ResendSimulator(1000).start();
    private final RunningService usual = RunningService.inFrontOf(resend.baseUri(), ResendSimulator.FULL_ACCESS_KEY);
    /** The same samples are sent again and again, and are to arrive each time. */
    private final RunningService repeating = RunningService.inFrontOf(
            resend.baseUri(), ResendSimulator.FULL_ACCESS_KEY, Map.of("DEDUPLICATION_WINDOW", "0s"));

    private final McpCalls mcp = repeating.mcp();
    private final Map<String, String> actual = new LinkedHashMap<>();

    /** Tools as a client sees them. */
    JsonNode tools() {
        return usual.mcp().ask("tools/list").path("tools");
    }

    /** Forgets all and makes the given calls, whose results then fill placeholders. */
    void prepare(JsonNode given) {
        resend.reset();
        actual.clear();
        for (int i = 0; i < given.size(); i++) {
            JsonNode answer = mcp.call(
                    given.get(i).path("call").asText(), fill(given.get(i).path("arguments")));
            assertThat(answer.has("error")).as("given call: %s", answer).isFalse();
            String prefix = "<" + i + ".";
            answer.properties()
                    .forEach(field -> actual.put(
                            prefix + field.getKey() + ">", field.getValue().asText()));
            actual.put(prefix + "data[0].id>", answer.at("/data/0/id").asText());
        }
    }

    /** The same with placeholders filled. */
    JsonNode fill(JsonNode arguments) {
        String text = arguments.toString();
        for (Map.Entry<String, String> entry : actual.entrySet()) {
            text = text.replace(entry.getKey(), entry.getValue());
        }
        return McpCalls.tree(text);
    }

    /** The same with values that differ from run to run turned into their placeholders. */
    String named(String text) {
        String named = text;
        for (Map.Entry<String, String> entry : actual.entrySet()) {
            if (entry.getValue().length() >= 30) {
                named = named.replace(entry.getValue(), entry.getKey());
            }
        }
        return named;
    }

    /** A call's whole result. */
    JsonNode call(String tool, JsonNode arguments) {
        return mcp.result(tool, arguments);
    }

    /** Number of requests that reached the simulator. */
    int requests() {
        return resend.requests().size();
    }

    /** What reached the simulator last. */
    RecordedRequest lastRequest() {
        return resend.lastRequest();
    }

    @Override
    public void close() {
        usual.close();
        repeating.close();
        resend.close();
    }
}
