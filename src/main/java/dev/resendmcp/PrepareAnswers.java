package dev.resendmcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.cli.settings.Variables;
import dev.resendmcp.early.ClientStreams;
import dev.resendmcp.early.PreparedAnswers;
import dev.resendmcp.mcp.message.ProtocolVersions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records for {@code early} what the service answers with the settings of the project. The build runs it. */
public final class PrepareAnswers {
    private static final String META = "io.modelcontextprotocol/";

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, String> requests = new LinkedHashMap<>();

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
        List<String> toolsets = new ArrayList<>(PreparedAnswers.TOOLSETS);
        toolsets.add("");
        for (String toolset : toolsets) {
            try (OutputStream out = Files.newOutputStream(target.resolve(PreparedAnswers.file(toolset)))) {
                new PrepareAnswers().record(args[0], args[2], toolset, out);
            }
        }
    }

    private void add(String method, String version, String params) {
        String key = PreparedAnswers.key(method, version);
        requests.put(
                key,
                "{\"jsonrpc\":\"2.0\",\"id\":\"" + key + "\",\"method\":\"" + method + "\",\"params\":" + params + "}");
    }

    private void record(String configuration, String directory, String toolset, OutputStream file) throws IOException {
        String lines = String.join("\n", requests.values()) + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ClientStreams streams =
                ClientStreams.untouched(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), out);
        Map<String, String> settings = new HashMap<>(Map.of(
                "RESEND_API_KEY",
                "re_prepare",
                "RESEND_API_BASE_URL",
                "http://127.0.0.1:9",
                "LOG_FORMAT",
                "text",
                "LOG_DIR",
                directory,
                "STATE_DIR",
                directory + "/state"));
        if (!toolset.isEmpty()) {
            settings.put("TOOLSETS", toolset);
        }
        new ResendMcpApplication(Variables.of(settings), streams).run("stdio", configuration);
        PreparedAnswers.write(file, Files.readString(Path.of(configuration)), results(out));
    }

    private Map<String, byte[]> results(ByteArrayOutputStream out) throws IOException {
        Map<String, byte[]> results = new LinkedHashMap<>();
        for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            JsonNode answer = json.readTree(line);
            results.put(answer.path("id").asText(), json.writeValueAsBytes(answer.required("result")));
        }
        if (!results.keySet().equals(requests.keySet())) {
            throw new IllegalStateException("Answered were only " + results.keySet());
        }
        return results;
    }
}
