package dev.resendmcp.mcp.conformance;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.audit.AuditLog;
import dev.resendmcp.call.Caller;
import dev.resendmcp.call.RecentCalls;
import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.call.McpProtocol;
import dev.resendmcp.mcp.call.RunningCalls;
import dev.resendmcp.mcp.call.Subscriptions;
import dev.resendmcp.mcp.dispatch.CallSpans;
import dev.resendmcp.mcp.dispatch.Dispatcher;
import dev.resendmcp.mcp.dispatch.ListChanges;
import dev.resendmcp.mcp.dispatch.RequestObserver;
import dev.resendmcp.mcp.dispatch.ServerInfo;
import dev.resendmcp.mcp.http.Entrance;
import dev.resendmcp.mcp.http.FailedAttempts;
import dev.resendmcp.mcp.http.McpServlet;
import dev.resendmcp.mcp.http.TrafficLimits;
import dev.resendmcp.mcp.message.BodyLimits;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.state.seal.SealedState;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.Seals;
import dev.resendmcp.tools.lenient.LenientMetrics;
import dev.resendmcp.toolsets.Granted;
import dev.resendmcp.toolsets.ToolView;
import dev.resendmcp.toolsets.Toolsets;
import dev.resendmcp.tracing.Tracing;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The dispatcher and the servlet of the service around what the conformance suites expect of a test server. */
public final class FixtureServer {
    /** Calls that may run at a time. */
    public static final int MOST_CALLS = 100;

    private FixtureServer() {}

    /** Serves on a free port of the loopback interface until the process is ended. */
    public static void main(String[] args) throws Exception {
        Server server = start(protocol(Executors.newCachedThreadPool()));
        System.err.println("Serving fixtures at " + server.getURI() + "mcp");
        server.join();
    }

    /** Serves on a free port of the loopback interface. */
    public static Server start(McpProtocol protocol) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        McpServlet servlet = new McpServlet(
                protocol,
                new ResendMcpConfiguration().mcp(),
                new TrafficLimits(
                        new ResendMcpConfiguration().mcp(),
                        BodyLimits.of(new ResendMcpConfiguration().mcp(), new FixtureTools()),
                        Executors.newSingleThreadScheduledExecutor()),
                new Entrance(
                        token -> Optional.of(new Granted(Caller.LOCAL, ToolView.ALL)),
                        () -> ToolView.ALL,
                        Toolsets.ofCatalogue(),
                        Optional.empty(),
                        new FailedAttempts()),
                metrics(),
                new RefusalLog("mcp"),
                McpCalls.JSON,
                Executors.newSingleThreadScheduledExecutor());
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        server.setHandler(context);
        server.start();
        return server;
    }

    /** The protocol around the tools. */
    public static McpProtocol protocol(Executor executor) {
        return protocol(executor, Executors.newSingleThreadScheduledExecutor());
    }

    /** The same with a timer of the test's own. */
    public static McpProtocol protocol(Executor executor, ScheduledExecutorService timer) {
        FixtureTools tools = new FixtureTools();
        ServerInfo identity = new ServerInfo("fixtures", "1");
        Dispatcher dispatcher = dispatcher(tools);
        RunningCalls calls = new RunningCalls(dispatcher, executor, MOST_CALLS, timer);
        LenientMetrics lenient = new LenientMetrics(new Metrics(Duration.ofMinutes(1)));
        Subscriptions subscriptions = new Subscriptions(
                identity, new ListChanges(ContentFixtures.table(identity, tools, Seals.fresh())), timer, executor);
        return new McpProtocol(dispatcher, calls, subscriptions, metrics(), lenient, spans());
    }

    /** What answers requests with these tools. */
    public static Dispatcher dispatcher(FixtureTools tools) {
        ServerInfo identity = new ServerInfo("fixtures", "1");
        SealedState seal = Seals.fresh();
        return new Dispatcher(
                ContentFixtures.table(identity, tools, seal),
                identity,
                seal,
                new RequestObserver(metrics(), new RecentCalls(), Set.of(), AuditLog.none()),
                spans(),
                McpCalls.JSON);
    }

    private static CallSpans spans() {
        return new CallSpans(Tracing.none(), Set.of(), Set.of());
    }

    /** Metrics that nobody reads. */
    static McpMetrics metrics() {
        return new McpMetrics(new Metrics(Duration.ofMinutes(1)), Set.of(), Set.of(), Set.of(), Set.of());
    }
}
