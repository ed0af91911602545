package dev.resendmcp.cli;

import dev.resendmcp.cli.settings.SettingException;
import dev.resendmcp.cli.settings.Variables;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code health}: checks whether the service on this machine is ready. Meant for container health checks. */
public final class HealthCommand extends Command {
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Variables variables;

    /** @param variables provide the host and port of the service */
    public HealthCommand(Variables variables) {
        super("health", "Checks whether the service on this machine is ready (uses MCP_HOST and MCP_PORT)");
        this.variables = variables;
    }

    @Override
    public void configure(Subparser subparser) {
        // No arguments: this command reads the same variables as the service.
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace namespace) throws Exception {
        String port = variables.get("MCP_PORT").orElse("8080");
        URI ready = ready(port);
        try {
            HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
            int status = client.send(
                            HttpRequest.newBuilder(ready).timeout(TIMEOUT).build(), BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new SettingException("Not ready: port " + port + " answers with HTTP status " + status + ".");
            }
            System.out.println("The service at http://" + ready.getAuthority() + " is ready.");
        } catch (IOException e) {
            throw new SettingException("Not ready: nothing answers on port " + port + " (MCP_PORT).");
        }
    }

    private URI ready(String port) {
        String host = variables
                .get("MCP_HOST")
                .filter(given -> !ANY_ADDRESS.contains(given))
                .orElse("127.0.0.1");
        boolean unbracketed = host.contains(":") && !host.startsWith("[");
        try {
            return new URI("http://" + (unbracketed ? "[" + host + "]" : host) + ":" + port
                            + "/health-check?type=ready")
                    .parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new SettingException(
                    "MCP_HOST and MCP_PORT are not an address and a port, such as 127.0.0.1 and 8080.");
        }
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        cli.getStdErr().println(failure.getMessage());
    }
}
