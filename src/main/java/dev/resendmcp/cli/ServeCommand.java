package dev.resendmcp.cli;

import dev.resendmcp.ResendMcpApplication;
import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.cli.settings.AccessRules;
import dev.resendmcp.cli.settings.ConfigurationFile;
import dev.resendmcp.cli.settings.DirectoryRules;
import dev.resendmcp.cli.settings.SettingException;
import dev.resendmcp.cli.settings.SettingsReader;
import dev.resendmcp.cli.settings.StartFailure;
import dev.resendmcp.cli.settings.StartRules;
import dev.resendmcp.http.Probes;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.net.URI;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code server}: serves MCP over HTTP in front of the real Resend. */
public class ServeCommand extends ServerCommand<ResendMcpConfiguration> {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

    private final ResendMcpApplication application;
    private SettingsReader settingsReader;

    /** @param application to serve */
    public ServeCommand(ResendMcpApplication application) {
        this(application, "server", "Serves MCP over HTTP in front of Resend");
    }

    ServeCommand(ResendMcpApplication application, String name, String description) {
        super(application, name, description);
        this.application = application;
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace namespace) throws Exception {
        QuietOutput.silence();
        StartRules.requireFile(namespace.getString("file"), getName());
        bootstrap.registerMetrics();
        super.run(bootstrap, namespace);
    }

    @Override
    protected void run(
            Bootstrap<ResendMcpConfiguration> bootstrap, Namespace namespace, ResendMcpConfiguration configuration)
            throws Exception {
        ConfigurationFile.of(bootstrap).unused().forEach(log::warn);
        require(configuration);
        AccessRules.requireCallers(configuration);
        StartRules.keepThreadNames(configuration);
        Probes.install(configuration.getHealthFactory());
        StartRules.requireUnusedState(configuration);
        StartRules.ports(configuration).requireFree();
        prepare(configuration);
        if (StartupBanner.isWanted(configuration)) {
            StartupBanner.quietRequests(configuration);
        }
        settingsReader = new SettingsReader(bootstrap, namespace.getString("file"), this::require);
        super.run(bootstrap, namespace, configuration);
    }

    /** Checks settings at startup and at each reload. Throws {@link SettingException} for an invalid one. */
    void require(ResendMcpConfiguration configuration) {
        StartRules.requireServable(configuration);
        StartRules.requireState(configuration);
        DirectoryRules.requireAudit(configuration);
    }

    /** Called once, after all startup checks have passed. */
    void prepare(ResendMcpConfiguration configuration) throws Exception {
        // The real Resend needs no preparation.
    }

    @Override
    protected void run(Environment environment, Namespace namespace, ResendMcpConfiguration configuration)
            throws Exception {
        HangUpSignal.handle(() -> application.reload().run(settingsReader));
        if (StartupBanner.isWanted(configuration)) {
            environment
                    .lifecycle()
                    .addServerLifecycleListener(new StartupBanner(configuration, simulator(), System.err));
        }
        super.run(environment, namespace, configuration);
    }

    /** The address of the simulated Resend; empty for the real one. */
    Optional<URI> simulator() {
        return Optional.empty();
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        StartFailure.report(cli, namespace, failure);
    }
}
