package dev.resendmcp.mcp;

import com.google.common.collect.Sets;
import dev.resendmcp.metrics.Label;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;
import dev.resendmcp.metrics.Metrics.Timer;
import java.time.Duration;
import java.util.Set;

/** The series of MCP requests. */
public final class McpMetrics {
    /** Methods of the protocol that clients may send although this server has none of them. */
    private static final Set<String> NOT_SERVED = Set.of(
            "resources/subscribe",
            "resources/unsubscribe",
            "logging/setLevel",
            "notifications/initialized",
            "notifications/cancelled",
            "notifications/progress",
            "notifications/roots/list_changed");

    private final Timer operations;
    private final Count refusals;
    private final Count bodyRefusals;

    /**
     * @param methods names of all methods that are served
     * @param tools names of all tools
     * @param protocols protocol revisions that are served
     */
    public McpMetrics(Metrics metrics, Set<String> methods, Set<String> tools, Set<String> protocols) {
        operations = metrics.timer(
                "mcp_server_operation_duration_seconds",
                "Time from a parsed MCP request to its answer.",
                Label.oneOf("mcp_method_name", Sets.union(methods, NOT_SERVED)),
                Label.orNothing("gen_ai_tool_name", tools),
                Label.errorType("error_type"),
                Label.optional("mcp_protocol_version", protocols),
                Label.oneOf("network_transport", Set.of("tcp", "pipe")));
        refusals = metrics.counter(
                "auth_failures_total",
                "Requests refused before they reached a tool.",
                Label.oneOf("reason", Set.of("missing_token", "invalid_token", "origin", "host", "repeated_header")));
        bodyRefusals = metrics.counter(
                "mcp_bodies_refused_total",
                "Request bodies that were not served, by why.",
                Label.oneOf(
                        "reason",
                        Set.of(
                                "content_type",
                                "encoding",
                                "not_json",
                                "too_large",
                                "too_complex",
                                "caller_busy",
                                "busy",
                                "slow",
                                "incomplete")));
    }

    /**
     * An MCP request was answered.
     *
     * @param method MCP method as the client named it
     * @param tool name of the tool that was called, empty otherwise
     * @param errorType name of the tool error or number of the JSON-RPC error; empty after a success
     * @param protocolVersion revision of the protocol the client speaks, empty when it did not say
     * @param transport {@code tcp} for HTTP, {@code pipe} for stdio
     * @param took from the parsed request to the answer
     */
    public void completed(
            String method, String tool, String errorType, String protocolVersion, String transport, Duration took) {
        operations.observe(took, method, tool, errorType, protocolVersion, transport);
    }

    /** A request was refused by access control, for one of the reasons above. */
    public void refused(String reason) {
        refusals.add(reason);
    }

    /** A body was not served, for one of the reasons above. */
    public void bodyRefused(String reason) {
        bodyRefusals.add(reason);
    }
}
