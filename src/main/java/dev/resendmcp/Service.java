package dev.resendmcp;

import com.codahale.metrics.health.HealthCheck;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.access.callers.Authenticator;
import dev.resendmcp.audit.AuditLog;
import dev.resendmcp.health.AuditWritable;
import dev.resendmcp.health.StateStore;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.call.McpProtocol;
import dev.resendmcp.mcp.http.Entrance;
import dev.resendmcp.mcp.message.BodyLimits;
import dev.resendmcp.mcp.methods.ToolMethods;
import dev.resendmcp.mcp.stdio.StdioServer;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.state.StateService;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tools.Tools;
import dev.resendmcp.toolsets.Granted;
import dev.resendmcp.toolsets.ToolView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * The parts that serve calls, over HTTP and over stdio.
 *
 * @param state data that outlives a call
 * @param audit records what was done
 * @param files that tools take by name or handle
 * @param upstream the way to Resend
 * @param callers turns credentials into callers
 * @param tools as callers see them
 * @param toolMethods answers the methods of tools
 * @param protocol answers messages
 * @param limits on body sizes
 * @param registry of all metrics
 * @param metrics of the service as a whole
 * @param operations metrics of MCP requests
 * @param console for operators
 * @param timer for short tasks
 * @param json reads and writes messages
 * @param offered tools that are offered to all callers now
 * @param callThreads as many threads as there are calls
 */
record Service(
        StateService state,
        AuditLog audit,
        FilesPort files,
        Upstream upstream,
        Authenticator callers,
        Tools tools,
        ToolMethods toolMethods,
        McpProtocol protocol,
        BodyLimits limits,
        Metrics registry,
        ServiceMetrics metrics,
        McpMetrics operations,
        OperatorConsole console,
        ScheduledExecutorService timer,
        ObjectMapper json,
        Supplier<ToolView> offered,
        Executor callThreads) {

    /** Serves standard input and output. */
    StdioServer stdio(Supervisor threads) {
        return new StdioServer(protocol, limits, json, threads, toolMethods::prepare, offered);
    }

    /** Turns the tokens of requests over HTTP into callers. */
    Entrance.Callers tokens() {
        return new Entrance.Callers() {
            @Override
            public Optional<Granted> of(Optional<String> token) {
                return callers.grant(token);
            }

            @Override
            public Optional<Granted> later(Optional<String> token, Granted then) {
                return callers.later(token, then);
            }
        };
    }

    /** Names of the health checks. */
    static final Set<String> HEALTH_CHECKS = Set.of(
            "resend-reachable",
            "resend-connections",
            "resend-api-key",
            "rate-limiter",
            "state",
            "audit",
            "callers-file",
            "request-threads");

    /** The health checks by name. */
    Map<String, HealthCheck> healthChecks(Duration maxWait, Supervisor threads) {
        Map<String, HealthCheck> checks = new LinkedHashMap<>(upstream.healthChecks(maxWait, threads));
        checks.put("state", new StateStore(state, threads));
        checks.put("audit", new AuditWritable(audit, threads));
        return checks;
    }
}
