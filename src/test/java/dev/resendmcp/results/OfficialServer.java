package dev.resendmcp.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The official server from npm as a process, over stdio. */
final class OfficialServer implements AutoCloseable {
    /** Its names where they differ from ours by more than hyphens. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("list-email-attachments", "list-sent-email-attachments"),
            Map.entry("get-email-attachment", "get-sent-email-attachment"),
            Map.entry("stop-automation", "update-automation"),
            Map.entry("list-automation-runs", "get-automation-runs"),
            Map.entry("get-automation-run", "get-automation-runs"),
            Map.entry("get-contact-topics", "list-contact-topics"),
            Map.entry("list-segment-contacts", "list-contacts"),
            Map.entry("create-event", "manage-events"),
            Map.entry("list-events", "manage-events"),
            Map.entry("update-event", "manage-events"),
            Map.entry("remove-event", "manage-events"),
            Map.entry("remove-suppression", "remove-suppression"));

    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    /** @param upstream what it takes for Resend */
    OfficialServer(String node, String script, URI upstream, File errors) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(node, script).redirectError(errors);
        builder.environment().put("RESEND_API_KEY", "re_xxxxxxxx");
        builder.environment().put("RESEND_BASE_URL", upstream.toString());
        process = builder.start();
        in = process.outputWriter(StandardCharsets.UTF_8);
        out = process.inputReader(StandardCharsets.UTF_8);
        ask(
                "initialize",
                "{'protocolVersion':'2025-06-18','capabilities':{},'clientInfo':{'name':'figures','version':'1'}}");
        write("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    /** The tools of the official server that do what ours do. */
    static Set<String> names(Set<String> ours) {
        return ours.stream()
                .map(name -> name.replace('_', '-')
                        .replaceFirst("^delete-", "remove-")
                        .replaceFirst("-by-(email|id)$", ""))
                .map(name -> NAMES.getOrDefault(name, name))
                .collect(Collectors.toSet());
    }

    JsonNode tools() throws IOException {
        return ask("tools/list", "{}").path("tools");
    }

    /** Tokens of the text that a call returns. */
    int tokens(String tool, String arguments) throws IOException {
        JsonNode result = ask("tools/call", "{'name':'" + tool + "','arguments':" + arguments + "}");
        return ToolListFigures.tokens(
                result.at("/content").findValuesAsText("text").stream().collect(Collectors.joining("\n")));
    }

    private JsonNode ask(String method, String params) throws IOException {
        ObjectNode message = McpCalls.JSON
                .createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method);
        message.set("params", McpCalls.json(params));
        write(message.toString());
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("{") && McpCalls.tree(line).has("result")) {
                return McpCalls.tree(line).path("result");
            }
        }
        throw new IOException("The official server ended");
    }

    private void write(String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
    }

    @Override
    public void close() throws IOException {
        in.close();
        process.destroy();
    }
}
