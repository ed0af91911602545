package dev.resendmcp.mcp;

import com.google.common.collect.Sets;
import dev.resendmcp.call.Caller;
import dev.resendmcp.metrics.Label;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.metrics.Metrics.Count;
import dev.resendmcp.metrics.Metrics.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

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

    /** Why rules refuse tool calls: names of errors, and {@code unknown_tool} for tools that are hidden or do not exist. */
    public static final Set<String> REFUSALS =
            Set.of("policy_refused", "budget_exceeded", "declined", "audit_unavailable", "unknown_tool");

    /** Why requests are refused before they reach a tool. */
    private static final Set<String> REASONS = Set.of(
            "missing_token",
            "invalid_token",
            "unchecked_token",
            "too_many_tokens",
            "no_rights",
            "origin",
            "host",
            "repeated_header");

    private static final String OK = "ok";
    private static final String ERROR = "error";
    private static final int MOST_CALLERS = 100;

    private final Metrics metrics;
    private final Timer operations;
    private final Count errors;
    private final Count calls;
    private final Count callRefusals;
    private final Count hidden;
    private final Count refusals;
    private final Count oldRefusals;
    private final Count bodyRefusals;

    /**
     * @param methods names of all methods that are served
     * @param tools names of all tools
     * @param protocols protocol revisions that are served
     * @param callers names of the callers in the settings; others may be added by a reload
     */
    public McpMetrics(
            Metrics metrics, Set<String> methods, Set<String> tools, Set<String> protocols, Set<String> callers) {
        this.metrics = metrics;
        operations = metrics.timer(
                "mcp_server_operation_duration_seconds",
                "Time from a parsed MCP request to its answer.",
                Label.oneOf("mcp_method_name", Sets.union(methods, NOT_SERVED)),
                Label.orNothing("gen_ai_tool_name", tools),
                Label.errorType("error_type"),
                Label.optional("mcp_protocol_version", protocols),
                Label.oneOf("network_transport", Set.of("tcp", "pipe")));
        errors = metrics.counter(
                "mcp_errors_total", "MCP requests that failed, by error.", Label.errorType("error_type"));
        calls = metrics.counter(
                "mcp_caller_calls_total",
                "Tool calls, by caller and by whether they succeeded.",
                Label.bounded("caller", callers, MOST_CALLERS),
                Label.oneOf("outcome", Set.of(OK, ERROR)));
        callRefusals = metrics.counter(
                "mcp_caller_refusals_total",
                "Tool calls that a rule refused, by caller and reason.",
                Label.bounded("caller", callers, MOST_CALLERS),
                Label.oneOf("reason", REFUSALS));
        hidden = metrics.counter(
                "mcp_hidden_tool_calls_total",
                "Calls of tools that are hidden from their caller, which were answered like calls of unknown tools.",
                Label.bounded("caller", callers, MOST_CALLERS));
        Label reason = Label.oneOf("reason", REASONS);
        refusals = metrics.counter(
                "mcp_auth_failures_total",
                "Requests refused before they reached a tool, by port and reason.",
                Label.oneOf("port", Set.of("mcp", "files", "admin")),
                reason);
        oldRefusals = metrics.counter(
                "auth_failures_total", "Deprecated: use mcp_auth_failures_total, which counts the same.", reason);
        bodyRefusals = bodyRefusals(metrics);
    }

    private static Count bodyRefusals(Metrics metrics) {
        return metrics.counter(
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
        if (errorType != null && !errorType.isEmpty()) {
            errors.add(errorType);
        }
    }

    /** A caller's tool call has ended. */
    public void called(String caller, boolean succeeded) {
        calls.add(caller, succeeded ? OK : ERROR);
    }

    /** A rule refused a caller's tool call. */
    public void callRefused(String caller, String reason) {
        callRefusals.add(caller, reason);
    }

    /** Begins the series of callers that a reload added, at 0. */
    public void callersAdded(Collection<String> callers) {
        for (String caller : callers) {
            Stream.of(OK, ERROR).forEach(outcome -> calls.begin(caller, outcome));
            REFUSALS.forEach(reason -> callRefusals.begin(caller, reason));
            hidden.begin(caller);
        }
    }

    /** A caller has called a tool that is hidden from the request. */
    public void hidden(Caller caller) {
        hidden.add(caller.id());
    }

    /**
     * Reports the calls that run or wait.
     *
     * @param running how many there are
     * @param max how many there may be
     */
    public void inFlight(LongSupplier running, long max) {
        metrics.gauge("mcp_calls_in_flight", "Tool calls that run or wait now.", running);
        metrics.gauge("mcp_calls_in_flight_max", "Tool calls that may run or wait at a time.", () -> max);
    }

    /**
     * A request was refused by access control, for one of the reasons above.
     *
     * @param port {@code mcp}, {@code files} (which are on the same port) or {@code admin}
     */
    public void refused(String port, String reason) {
        refusals.add(port, reason);
        oldRefusals.add(reason);
    }

    /** A body was not served, for one of the reasons above. */
    public void bodyRefused(String reason) {
        bodyRefusals.add(reason);
    }
}
