package dev.resendmcp.canary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.Facts;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.tools.Golden;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Calls of every tool by several callers, in both eras. Keeps the answers. */
final class Traffic {
    private static final String OLD = "MCP-Protocol-Version";

    private final URI mcp;
    private final McpCalls old;
    private final ModernCalls modern;
    private final ConsoleCalls operator;
    private final Canaries canaries = new Canaries();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();

    /**
     * An answer.
     *
     * @param token of the caller who got it
     * @param tool that was called; empty for other requests
     */
    record Answer(String token, String tool, String request, String body) {
        /** The error that a tool reports; empty for none. */
        JsonNode error() {
            return Stream.of(body.split("\n"))
                    .map(line -> line.startsWith("data:") ? line.substring("data:".length()) : line)
                    .filter(line -> line.strip().startsWith("{"))
                    .map(line -> McpCalls.tree(line.strip()))
                    .map(line -> line.has("error") ? line.get("error") : line.at("/result/structuredContent/error"))
                    .filter(JsonNode::isObject)
                    .findFirst()
                    .orElse(McpCalls.JSON.createObjectNode());
        }

        boolean ok() {
            return body.contains("\"result\"") && error().isEmpty();
        }
    }

    /** @param operator logged in */
    Traffic(URI mcp, ConsoleCalls operator) {
        this.mcp = mcp;
        this.old = new McpCalls(mcp);
        this.modern = new ModernCalls(mcp);
        this.operator = operator;
    }

    Canaries canaries() {
        return canaries;
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Names of all tools. */
    static List<String> tools() {
        return Facts.byTool().keySet().stream().sorted().toList();
    }

    /** Tools with an answer that was no error. */
    Set<String> succeeded() {
        Set<String> tools = new TreeSet<>();
        answers.stream().filter(Answer::ok).forEach(answer -> tools.add(answer.tool()));
        return tools;
    }

    /** Calls a tool after the calls that prepare the account, with arguments that work. */
    void good(String token, String tool) {
        Golden golden = Golden.of(tool);
        Map<String, String> ids = new LinkedHashMap<>();
        for (int i = 0; i < golden.given().size(); i++) {
            JsonNode given = golden.given().get(i);
            JsonNode arguments = filled(given.path("arguments"), ids);
            // The same mail as for another tool would be answered from memory.
            JsonNode own = arguments.has("subject") ? canaries.plantedTexts(arguments) : arguments;
            JsonNode answer = approved(token, given.path("call").asText(), own);
            String prefix = "<" + i + ".";
            answer.properties()
                    .forEach(field -> ids.put(
                            prefix + field.getKey() + ">", field.getValue().asText()));
            ids.put(prefix + "data[0].id>", answer.at("/data/0/id").asText());
        }
        for (JsonNode sample : golden.samples()) {
            JsonNode planted = canaries.planted(filled(sample, ids));
            if (approved(token, tool, planted).has("error")) {
                approved(token, tool, filled(sample, ids));
            }
        }
        modern(token, tool, canaries.planted(filled(golden.samples().get(0), ids)));
    }

    /** Calls a tool with arguments that are wrong in content, in type and in name. */
    void bad(String token, String tool) {
        JsonNode sample = Golden.of(tool).samples().get(0);
        for (JsonNode wrong : List.of(canaries.poisoned(sample), canaries.misshapen(sample))) {
            old(token, tool, wrong);
            modern(token, tool, wrong);
        }
    }

    /** Calls a tool once in each era with texts that are canaries. */
    void planted(String token, String tool) {
        JsonNode sample = Golden.of(tool).samples().get(0);
        old(token, tool, canaries.planted(sample));
        modern(token, tool, canaries.planted(sample));
    }

    private static JsonNode filled(JsonNode arguments, Map<String, String> ids) {
        String text = arguments.toString();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            text = text.replace(id.getKey(), id.getValue());
        }
        return McpCalls.tree(text);
    }

    /** The answer of a call, which the operator approves if it needs that. */
    private JsonNode approved(String token, String tool, JsonNode arguments) {
        JsonNode first = content(old(token, tool, arguments));
        if (!first.has("approval_required")) {
            return first;
        }
        operator.approve();
        return content(old(token, tool, arguments));
    }

    private static JsonNode content(Answer answer) {
        return McpCalls.tree(answer.body()).at("/result/structuredContent");
    }

    /** Calls a tool in the older era. */
    Answer old(String token, String tool, JsonNode arguments) {
        ObjectNode message = McpCalls.JSON
                .createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", "tools/call");
        message.putObject("params").put("name", tool).set("arguments", arguments);
        return post(token, tool, message.toString());
    }

    /** Calls a tool in the newer era. */
    void modern(String token, String tool, JsonNode arguments) {
        ObjectNode params = McpCalls.JSON.createObjectNode().put("name", tool);
        params.set("arguments", arguments);
        modern(token, tool, new Message("tools/call", params.toString()));
    }

    /** Sends any message of the newer era. */
    void modern(String token, String tool, Message message) {
        String body =
                modern.send(message.header("Authorization", "Bearer " + token)).body();
        answers.add(new Answer(token, tool, "modern", body));
    }

    /** Posts any body with further headers. */
    Answer post(String token, String tool, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(OLD, "2025-11-25", "Authorization", "Bearer " + token));
        all.addAll(List.of(headers));
        String text = old.send(body, all.toArray(String[]::new)).body();
        String shown = body.length() > 300 ? body.substring(0, 300) : body;
        Answer answer = new Answer(token, tool, shown, text);
        answers.add(answer);
        return answer;
    }

    URI uri() {
        return mcp;
    }
}
