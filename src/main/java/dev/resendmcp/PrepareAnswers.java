package dev.resendmcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.resendmcp.cli.settings.Variables;
import dev.resendmcp.early.ClientStreams;
import dev.resendmcp.early.PreparedAnswers;
import dev.resendmcp.early.PreparedTools;
import dev.resendmcp.mcp.message.ProtocolVersions;
import dev.resendmcp.toolsets.Toolsets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Records for {@code early} what the service answers with the settings of the project. The build runs it. */
public final class PrepareAnswers {
    private static final String META = "io.modelcontextprotocol/";

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, String> requests = new LinkedHashMap<>();
    private final Map<String, byte[]> tools = new LinkedHashMap<>();

    private PrepareAnswers() {
        for (String version : ProtocolVersions.LEGACY) {
            add("initialize", version, "{\"protocolVersion\":\"" + version + "\"}");
        }
        for (String method : new String[] {"tools/list", "ping"}) {
            add(method, "", "{}");
        }
        for (String version : ProtocolVersions.MODERN) {
            String params = "{\"_meta\":{\"" + META + "protocolVersion\":\"" + version + "\",\"" + META
                    + "clientCapabilities\":{}}}";
            add("server/discover", version, params);
            add("tools/list", version, params);
        }
    }

    /** Arguments: the configuration file, the directory to write to, and one for logs and state of the recorded runs. */
    public static void main(String[] args) throws IOException {
        Path target = Files.createDirectories(Path.of(args[1]).toAbsolutePath());
        try (OutputStream out = Files.newOutputStream(target.resolve(PreparedAnswers.FILE))) {
            new PrepareAnswers().record(args[0], args[2], out);
        }
    }

    private void add(String method, String version, String params) {
        String key = PreparedAnswers.key(method, version);
        requests.put(
                key,
                "{\"jsonrpc\":\"2.0\",\"id\":\"" + key + "\",\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    private void record(String configuration, String directory, OutputStream file) throws IOException {
        String lines = String.join("\n", requests.values()) + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ClientStreams streams =
                ClientStreams.untouched(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), out);
        Map<String, String> settings = Map.of(
                "RESEND_API_KEY",
                "re_prepare",
                "RESEND_API_BASE_URL",
                "http://127.0.0.1:9",
                "LOG_FORMAT",
                "text",
                "LOG_DIR",
                directory,
                "STATE_DIR",
                directory + "/state");
        new ResendMcpApplication(Variables.of(settings), streams).run("stdio", configuration);
        Map<String, byte[]> results = results(out);
        PreparedTools prepared = new PreparedTools(tools, toolsets());
        PreparedAnswers.write(file, Files.readString(Path.of(configuration)), prepared, results);
    }

    private static Map<String, Set<String>> toolsets() {
        Toolsets toolsets = Toolsets.ofCatalogue();
        Map<String, Set<String>> tools = new TreeMap<>();
        toolsets.names().forEach(name -> tools.put(name, new TreeSet<>(toolsets.tools(name))));
        return tools;
    }

    private Map<String, byte[]> results(ByteArrayOutputStream out) throws IOException {
        Map<String, byte[]> results = new LinkedHashMap<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            JsonNode answer = json.readTree(line);
            results.put(answer.path("id").asText(), json.writeValueAsBytes(withoutTools(answer.required("result"))));
        }
        if (!results.keySet().equals(requests.keySet())) {
            throw new IllegalStateException("Answered were only " + results.keySet());
        }
        return results;
    }

    /** Moves the tools of a list to those of all lists, which must be the same. */
    private JsonNode withoutTools(JsonNode result) throws IOException {
        if (result.get("tools") instanceof ArrayNode list) {
            for (JsonNode tool : list) {
                String name = tool.required("name").asText();
                byte[] text = json.writeValueAsBytes(tool);
                byte[] other = tools.putIfAbsent(name, text);
                if (other != null && !Arrays.equals(other, text)) {
                    throw new IllegalStateException("Two lists show different tools " + name);
                }
            }
            list.removeAll();
        }
        return result;
    }
}
