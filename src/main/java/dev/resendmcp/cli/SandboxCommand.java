package dev.resendmcp.cli;

import dev.resendmcp.ResendMcpApplication;
import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.access.callers.AuthSettings;
import dev.resendmcp.cli.settings.StartRules;
import dev.resendmcp.client.settings.ApiKey;
import dev.resendmcp.client.settings.ResendAddress;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code sandbox}: serves in front of a simulated Resend in the same process. Needs no account and sends no mail. */
public final class SandboxCommand extends ServeCommand {
    private static final Logger log = LoggerFactory.getLogger(SandboxCommand.class);
    /** Resend's default limit, in requests per second. */
    private static final int DEFAULT_LIMIT = 10;

    private static final URI NOT_YET_STARTED = URI.create("http://127.0.0.1");

    private ResendSimulator simulator;

    /** @param application to serve */
    public SandboxCommand(ResendMcpApplication application) {
        super(application, "sandbox", "Serves MCP over HTTP in front of a simulated Resend; needs no account");
    }

    @Override
    protected void run(
            Bootstrap<ResendMcpConfiguration> bootstrap, Namespace namespace, ResendMcpConfiguration configuration)
            throws Exception {
        StartRules.endAtOnce(configuration);
        super.run(bootstrap, namespace, configuration);
    }

    @Override
    void require(ResendMcpConfiguration configuration) {
        configuration.approveNothingByDefault();
        connect(configuration, simulator == null ? NOT_YET_STARTED : simulator.baseUri());
        // The simulator forgets its sends when it stops, so the journal must forget them too.
        configuration.state(configuration.state().forgetful());
        super.require(configuration);
    }

    @Override
    void prepare(ResendMcpConfiguration configuration) throws Exception {
        int wanted = Objects.requireNonNullElse(configuration.resend().rateLimit(), DEFAULT_LIMIT);
        int port = configuration.sandbox().port();
        simulator =
                new ResendSimulator(Math.max(DEFAULT_LIMIT, wanted)).at(port).start();
        if (configuration.auth().type() == AuthSettings.Type.RESEND_KEY) {
            simulator.addAccount(SeedData.SECOND_KEY);
        }
        connect(configuration, simulator.baseUri());
        configuration.simulator(simulator);
    }

    private static void connect(ResendMcpConfiguration configuration, URI resend) {
        ApiKey key = configuration.auth().type() == AuthSettings.Type.RESEND_KEY
                ? null
                : ApiKey.of(SeedData.FULL_ACCESS_KEY);
        configuration.resend(configuration.resend().at(ResendAddress.of(resend.toString()), key));
    }

    @Override
    protected void run(Environment environment, Namespace namespace, ResendMcpConfiguration configuration)
            throws Exception {
        environment.lifecycle().manage(new Managed() {
            @Override
            public void stop() {
                simulator.close();
            }
        });
        log.info(
                "Sandbox: Resend is simulated inside this process at {}, no mail leaves it; send from an address at {}",
                simulator.baseUri(),
                SeedData.DOMAIN_NAME);
        super.run(environment, namespace, configuration);
    }

    @Override
    Optional<URI> simulator() {
        return Optional.of(simulator.baseUri());
    }
}
