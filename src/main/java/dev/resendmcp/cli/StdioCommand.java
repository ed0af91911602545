package dev.resendmcp.cli;

import dev.resendmcp.ResendMcpApplication;
import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.cli.settings.AccessRules;
import dev.resendmcp.cli.settings.ConfigurationFile;
import dev.resendmcp.cli.settings.DirectoryRules;
import dev.resendmcp.cli.settings.StartFailure;
import dev.resendmcp.cli.settings.StartRules;
import dev.resendmcp.cli.settings.StdioConfigurationFactory;
import dev.resendmcp.early.ClientStreams;
import dev.resendmcp.logging.ServiceLoggingFactory;
import dev.resendmcp.mcp.stdio.StdioServer;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import net.sourceforge.argparse4j.inf.Namespace;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code stdio}: serves MCP on standard input and output to the client that started the process; opens no port. */
public final class StdioCommand extends ConfiguredCommand<ResendMcpConfiguration> {
    private static final Logger log = LoggerFactory.getLogger(StdioCommand.class);

    /** For the end of the input, which usually comes with the end of the client, to end the process in order. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final ResendMcpApplication application;

    /** @param application to serve */
    public StdioCommand(ResendMcpApplication application) {
        super("stdio", "Serves MCP on standard input and output, in front of Resend");
        this.application = application;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void run(Bootstrap<?> any, Namespace namespace) throws Exception {
        QuietOutput.silence();
        StartRules.requireFile(namespace.getString("file"), getName());
        Bootstrap<ResendMcpConfiguration> bootstrap = (Bootstrap<ResendMcpConfiguration>) any;
        bootstrap.setConfigurationFactoryFactory(StdioConfigurationFactory.wrapping(
                bootstrap.getConfigurationFactoryFactory(), bootstrap.getValidatorFactory()));
        super.run(bootstrap, namespace);
    }

    @Override
    protected void run(
            Bootstrap<ResendMcpConfiguration> bootstrap, Namespace namespace, ResendMcpConfiguration configuration)
            throws Exception {
        // The client's environment also holds variables of other programs, so warn about near misses only.
        ConfigurationFile.of(bootstrap).misspelt().forEach(log::warn);
        AccessRules.requireOneCaller(configuration);
        StartRules.requireApiKey(configuration);
        configuration.approveNothingByDefault();
        StartRules.requireKnownTools(configuration);
        AccessRules.requireKnownToolsets(configuration);
        StartRules.requireRedisUrl(configuration);
        DirectoryRules.requireAudit(configuration);
        DirectoryRules.requireFolders(configuration);
        StartRules.endAtOnce(configuration);
        configuration.state(configuration.state().forOneOfSeveral());
        Environment environment = new Environment(
                getName(),
                bootstrap.getObjectMapper(),
                bootstrap.getValidatorFactory(),
                bootstrap.getMetricRegistry(),
                bootstrap.getClassLoader(),
                bootstrap.getHealthCheckRegistry(),
                configuration);
        configuration.getMetricsFactory().configure(environment.lifecycle(), bootstrap.getMetricRegistry());
        // Nobody queries the health of a desktop process, and each start would cost a call to Resend.
        environment.healthChecks().shutdown();
        application.runWithoutPorts(configuration, environment);
        serve(environment, application.stdio());
    }

    private void serve(Environment environment, StdioServer server) throws Exception {
        Deque<LifeCycle> started = new ArrayDeque<>();
        try {
            // Normally the server starts these, but there is no server here.
            for (LifeCycle managed : environment.lifecycle().getManagedObjects()) {
                managed.start();
                started.push(managed);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop"));
            ClientProcess.ofThisOne().onEnd(GRACE, StdioCommand::exit);
            log.info("Serving MCP on standard input and output");
            ClientStreams client = application.streams();
            server.serve(client.takeOver(), client.in(), client.out());
        } finally {
            while (!started.isEmpty()) {
                started.pop().stop();
            }
        }
    }

    /** Runs the shutdown hooks, such as that of the state. The reader of the input cannot be woken. */
    private static void exit() {
        // Lines are written a moment later by a thread for which the exit does not wait.
        ServiceLoggingFactory.finish();
        Runtime.getRuntime().exit(0);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        StartFailure.report(cli, namespace, failure);
    }
}
