package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.message.ProtocolVersions;
import java.time.Duration;
import java.util.Map;

/** What the revisions without a handshake want around a result: its type, who answered, and how long it may be kept. */
public final class ModernResults {
    private static final String SERVER_KEY = "io.modelcontextprotocol/serverInfo";
    private static final Duration UNTIL_A_RESTART = Duration.ofMinutes(5);
    private static final Map<String, Duration> KEEP = Map.of(
            "server/discover", UNTIL_A_RESTART,
            "tools/list", UNTIL_A_RESTART,
            "prompts/list", UNTIL_A_RESTART,
            "resources/list", UNTIL_A_RESTART,
            "resources/templates/list", UNTIL_A_RESTART,
            "skills/list", UNTIL_A_RESTART,
            "skills/get", UNTIL_A_RESTART,
            "resources/read", Duration.ZERO);

    private final McpEngine engine;

    public ModernResults(McpEngine engine) {
        this.engine = engine;
    }

    /** Result of {@code server/discover}. */
    ObjectNode discovery() {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ProtocolVersions.MODERN.forEach(result.putArray("supportedVersions")::add);
        result.set("capabilities", engine.capabilities());
        result.put("instructions", McpEngine.INSTRUCTIONS);
        return result;
    }

    /** Adds the fields to a result that is a question to the client. */
    void decorateQuestion(ObjectNode result) {
        identify(result);
    }

    /** Adds the fields to a result. */
    public void decorate(String method, ObjectNode result) {
        result.put("resultType", "complete");
        Duration keep = KEEP.get(method);
        if (keep != null) {
            // Private: what is listed may come to depend on who asks.
            result.put("ttlMs", keep.toMillis()).put("cacheScope", "private");
        }
        identify(result);
    }

    private void identify(ObjectNode result) {
        ObjectNode meta = result.get("_meta") instanceof ObjectNode given ? given : result.putObject("_meta");
        meta.putObject(SERVER_KEY).put("name", engine.name()).put("version", engine.version());
    }
}
