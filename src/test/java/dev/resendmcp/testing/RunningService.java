package dev.resendmcp.testing;

import dev.resendmcp.ResendMcpApplication;
import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.cli.ServeCommand;
import dev.resendmcp.cli.settings.Variables;
import dev.resendmcp.mcp.stdio.StdioServer;
import io.dropwizard.core.Application;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;

/** The whole service with the project's own {@code config.yml}, on free ports, in front of any upstream on loopback. */
public final class RunningService implements AutoCloseable {
    private final DropwizardTestSupport<ResendMcpConfiguration> support;
    private final McpCalls mcp;
    private final ModernCalls modern;

    private RunningService(DropwizardTestSupport<ResendMcpConfiguration> support) {
        this.support = support;
        this.mcp = new McpCalls(uri("/mcp"));
        this.modern = new ModernCalls(uri("/mcp"));
    }

    /** Starts it with a rate limit that no test meets by accident. */
    public static RunningService inFrontOf(URI upstream, String key) {
        return inFrontOf(upstream, key, Map.of());
    }

    /** Starts it with further environment variables and settings; settings have a dot in their name. */
    public static RunningService inFrontOf(URI upstream, String key, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "RESEND_API_KEY", key,
                "RESEND_API_BASE_URL", upstream.toString(),
                "RATE_LIMIT", "1000",
                "MCP_PORT", "0",
                "ADMIN_PORT", "0",
                "LOG_DIR", "target/test-logs",
                // One each, so that none remembers what another sent.
                "STATE_DIR", "target/test-state/" + UUID.randomUUID()));
        if (!more.containsKey("CONFIRM_TOOLS")) {
            // No operator approves what tests do, except for tests of approvals.
            variables.put("APPROVE_TOOLS", "none");
        }
        variables.putAll(more);
        Map<String, String> settings = new HashMap<>(Map.of("health.delayedShutdownHandlerEnabled", "false"));
        settings.putAll(more);
        ConfigOverride[] overrides = settings.entrySet().stream()
                .filter(entry -> entry.getKey().contains("."))
                .map(entry -> ConfigOverride.config(entry.getKey(), entry.getValue()))
                .toArray(ConfigOverride[]::new);
        DropwizardTestSupport<ResendMcpConfiguration> support =
                new DropwizardTestSupport<>(
                        ResendMcpApplication.class,
                        "config.yml",
                        null,
                        application -> new ServeCommand((ResendMcpApplication) application),
                        overrides) {
                    @Override
                    public Application<ResendMcpConfiguration> newApplication() {
                        return new ResendMcpApplication(Variables.of(variables));
                    }
                };
        try {
            support.before();
        } catch (Exception e) {
            throw new IllegalStateException("The service did not start", e);
        }
        return new RunningService(support);
    }

    /** A client of its MCP endpoint that speaks the older revisions; the same one each time. */
    public McpCalls mcp() {
        return mcp;
    }

    /** A client of its MCP endpoint that speaks the revision without a handshake; the same one each time. */
    public ModernCalls modern() {
        return modern;
    }

    /** The same service over two streams, which the command {@code stdio} would serve. */
    public StdioServer stdio() {
        ResendMcpApplication application = support.getApplication();
        return application.stdio();
    }

    /** Whether a health check passes, as probes see it. */
    public boolean passes(String check) {
        return support.getEnvironment()
                .health()
                .healthStateAggregator()
                .healthStateView(check)
                .orElseThrow()
                .isHealthy();
    }

    /** Connectors of both ports. */
    public Stream<Connector> connectors() {
        return Stream.of(
                support.getEnvironment().getApplicationContext().getServer().getConnectors());
    }

    /** Connections that clients have open to the application port. */
    public int openConnections() {
        return connectors()
                .filter(connector -> "application".equals(connector.getName()))
                .mapToInt(connector -> connector.getConnectedEndPoints().size())
                .sum();
    }

    /** Answer to a plain GET. */
    public HttpResponse<String> get(URI uri) {
        return mcp().send(HttpRequest.newBuilder(uri).build());
    }

    /** Address on the application port. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + support.getLocalPort() + path);
    }

    /** Address on the admin port. */
    public URI admin(String path) {
        return URI.create("http://127.0.0.1:" + support.getAdminPort() + path);
    }

    @Override
    public void close() {
        support.after();
    }
}
