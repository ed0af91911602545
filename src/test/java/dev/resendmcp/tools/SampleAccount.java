package dev.resendmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.util.LinkedHashMap;
import java.util.Map;

/** A simulated account with the whole service in front, prepared again for each sample call. */
final class SampleAccount {
    private final ServiceExtension usual;
    private final ServiceExtension service;
    private final Map<String, String> actual = new LinkedHashMap<>();

    /**
     * @param usual a service with the settings that are published
     * @param service one that carries out the same call each time: samples are sent again and again, and are to arrive
     */
    SampleAccount(ServiceExtension usual, ServiceExtension service) {
        this.usual = usual;
        this.service = service;
    }

    /** Tools as a client sees them. */
    JsonNode tools() {
        return usual.mcp().ask("tools/list").path("tools");
    }

    /** Forgets all and makes the given calls, whose results then fill placeholders. */
    void prepare(JsonNode given) {
        service.resend().reset();
        actual.clear();
        for (int i = 0; i < given.size(); i++) {
            JsonNode answer = service.mcp()
                    .call(given.get(i).path("call").asText(), fill(given.get(i).path("arguments")));
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
        return service.mcp().result(tool, arguments);
    }

    /** Number of requests that reached the simulator. */
    int requests() {
        return service.resend().requests().size();
    }

    /** What reached the simulator last. */
    RecordedRequest lastRequest() {
        return service.resend().lastRequest();
    }
}
