package dev.resendmcp.mcp;

import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.Seals;
import dev.resendmcp.tools.Caller;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The engine and the servlet of the service around what the conformance suites expect of a test server. */
public final class FixtureServer {
    private FixtureServer() {}

    /** Serves on a free port of the loopback interface until the process is ended. */
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(servlet());
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        server.setHandler(context);
        server.start();
        System.err.println("Serving fixtures at http://127.0.0.1:" + connector.getLocalPort() + "/mcp");
        server.join();
    }

    private static McpServlet servlet() {
        McpEngine engine = new McpEngine(
                new FixtureTools(), ContentFixtures.offer(), "fixtures", "1", Seals.fresh(), McpCalls.JSON);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        return new McpServlet(
                engine,
                new McpSettings(null, null, null, null),
                token -> Optional.of(Caller.LOCAL),
                new CallExecutor(Executors.newCachedThreadPool(), 100),
                new ProgressTicker(timer, new NoLine()),
                new ListenHub(engine, timer),
                new Deaf(),
                McpCalls.JSON);
    }

    private static final class NoLine implements WaitingLine {
        @Override
        public Optional<Place> place(Thread thread) {
            return Optional.empty();
        }

        @Override
        public void leave(Thread thread) {
            // Nobody waits.
        }
    }

    /** Counts nothing. */
    static final class Deaf implements McpListener {
        @Override
        public void completed(String method, String tool, String errorType, String version, Duration took) {
            // Nobody asks.
        }

        @Override
        public void refused(String reason) {
            // Nobody asks.
        }
    }
}
