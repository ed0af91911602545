package dev.resendmcp.cli;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.cli.settings.LogFiles;
import dev.resendmcp.cli.settings.PortAvailability;
import dev.resendmcp.cli.settings.StartRules;
import dev.resendmcp.logging.ServiceLoggingFactory;
import dev.resendmcp.logging.format.LogFormat;
import dev.resendmcp.simulator.core.SeedData;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import io.dropwizard.lifecycle.ServerLifecycleListener;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Server;

/** Prints the addresses and an example command to the terminal once the service runs. */
final class StartupBanner implements ServerLifecycleListener {
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
    private static final String SEND =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"send_email\","
                    + "\"arguments\":{\"from\":\"Ann <ann@%s>\",\"to\":\"delivered@resend.dev\",\"subject\":\"Hello\",\"text\":\"It works.\"}}}";

    private final ResendMcpConfiguration configuration;
    private final Optional<URI> simulator;
    private final PrintStream out;

    /**
     * @param simulator address of the simulated Resend; empty for the real one
     * @param out the terminal
     */
    StartupBanner(ResendMcpConfiguration configuration, Optional<URI> simulator, PrintStream out) {
        this.configuration = configuration;
        this.simulator = simulator;
        this.out = out;
    }

    /** Whether a person reads standard error. */
    static boolean isWanted(ResendMcpConfiguration configuration) {
        return configuration.getLoggingFactory() instanceof ServiceLoggingFactory logging
                && logging.getFormat() == LogFormat.TEXT;
    }

    /** Keeps the request log off the terminal. It still goes to its file. */
    static void quietRequests(ResendMcpConfiguration configuration) {
        if (configuration.getServerFactory() instanceof AbstractServerFactory server
                && server.getRequestLogFactory() instanceof LogbackAccessRequestLogFactory requests) {
            requests.setAppenders(requests.getAppenders().stream()
                    .filter(appender -> !(appender instanceof ConsoleAppenderFactory))
                    .toList());
        }
    }

    @Override
    public void serverStarted(Server server) {
        DefaultServerFactory connectors = (DefaultServerFactory) configuration.getServerFactory();
        String mcp = uri(connectors.getApplicationConnectors(), getLocalPort(server)) + "/mcp";
        String admin = uri(connectors.getAdminConnectors(), getAdminPort(server));
        lines(mcp, admin).forEach(out::println);
    }

    private List<String> lines(String mcp, String admin) {
        List<String> lines = new ArrayList<>();
        Duration wait = StartRules.shutdownWait(configuration);
        lines.add("MCP is served at " + mcp + ". Press Ctrl+C to stop"
                + (wait.isZero() ? "." : "; that takes " + wait.toSeconds() + " seconds (health.shutdownWaitPeriod)."));
        simulator.ifPresent(resend -> lines.add("Resend is simulated at " + resend
                + "; no mail is sent. Use any sender address at " + SeedData.DOMAIN_NAME + "."));
        lines.add("Health is at " + admin + "/healthcheck, metrics are at " + admin + "/prometheus.");
        lines.add(LogFiles.of(configuration).stream()
                .findFirst()
                .map(file -> "The log is " + file.toAbsolutePath().normalize() + "; warnings appear here as well.")
                .orElse("There is no log file; warnings appear here."));
        lines.addAll(command(mcp));
        return lines;
    }

    private List<String> command(String mcp) {
        String token = header();
        if (simulator.isEmpty()) {
            return List.of(
                    "Connect a client, for example Claude Code:",
                    "  claude mcp add --transport http resend " + mcp + (token.isEmpty() ? "" : " --header " + token));
        }
        return List.of(
                "Try it in another terminal:",
                "  curl -s " + mcp + (token.isEmpty() ? "" : " -H " + token)
                        + " -H 'Content-Type: application/json' -d '" + SEND.formatted(SeedData.DOMAIN_NAME)
                        + "'");
    }

    private String header() {
        return switch (configuration.auth().type()) {
            case RESEND_KEY -> "\"Authorization: Bearer <your Resend key>\"";
            case JWT -> "\"Authorization: Bearer <token>\"";
            case TOKENS -> configuration.access().tokens().required() ? "\"Authorization: Bearer <token>\"" : "";
        };
    }

    /** The URI of the first connector for a client on this machine. */
    private static String uri(List<ConnectorFactory> connectors, int port) {
        HttpConnectorFactory connector = (HttpConnectorFactory) connectors.get(0);
        String bound = connector.getBindHost();
        String host = bound == null || ANY_ADDRESS.contains(bound) ? "127.0.0.1" : bound;
        String scheme = connector instanceof HttpsConnectorFactory ? "https" : "http";
        return scheme + "://" + PortAvailability.address(host, port);
    }
}
