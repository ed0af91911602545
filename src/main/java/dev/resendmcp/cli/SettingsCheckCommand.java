package dev.resendmcp.cli;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.cli.settings.AccessRules;
import dev.resendmcp.cli.settings.ConfigurationFile;
import dev.resendmcp.cli.settings.LogFiles;
import dev.resendmcp.cli.settings.PortAvailability;
import dev.resendmcp.cli.settings.SettingsReader;
import dev.resendmcp.cli.settings.StartFailure;
import dev.resendmcp.cli.settings.StartRules;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code check}: checks whether {@code server} would start with this configuration. Creates no directory or log file, because
 * the user who runs the check would own it.
 */
public final class SettingsCheckCommand extends CheckCommand<ResendMcpConfiguration> {
    private static final String WHILE_RUNNING = "whileRunning";

    private PrintStream out;

    /** @param application whose configuration is checked */
    public SettingsCheckCommand(Application<ResendMcpConfiguration> application) {
        super(application);
    }

    @Override
    public void configure(Subparser subparser) {
        super.configure(subparser);
        subparser
                .addArgument("--while-running")
                .dest(WHILE_RUNNING)
                .action(Arguments.storeTrue())
                .help("skip what a running instance holds: the ports and STATE_DIR");
    }

    @Override
    @SuppressWarnings("unchecked")
    public void run(Bootstrap<?> any, Namespace namespace) throws Exception {
        out = System.out;
        QuietOutput.silence();
        String file = namespace.getString("file");
        StartRules.requireFile(file, getName());
        Bootstrap<ResendMcpConfiguration> bootstrap = (Bootstrap<ResendMcpConfiguration>) any;
        // ConfiguredCommand would also open the log files.
        run(bootstrap, namespace, SettingsReader.read(bootstrap, bootstrap.getConfigurationSourceProvider(), file));
    }

    @Override
    protected void run(
            Bootstrap<ResendMcpConfiguration> bootstrap, Namespace namespace, ResendMcpConfiguration configuration) {
        ConfigurationFile.of(bootstrap).unused().forEach(SettingsCheckCommand::warn);
        StartRules.requireServable(configuration);
        AccessRules.requireCallers(configuration);
        StartRules.requireWritableState(configuration);
        LogFiles.notWritable(configuration).forEach(SettingsCheckCommand::warn);
        PortAvailability ports = StartRules.ports(configuration);
        if (!namespace.getBoolean(WHILE_RUNNING)) {
            ports.requireFree();
            StartRules.requireUnusedState(configuration);
        }
        out.println(namespace.getString("file") + " is valid: MCP would be served at " + ports.address("MCP")
                + ", the admin port at " + ports.address("ADMIN") + ".");
    }

    private static void warn(String sentence) {
        System.err.println("Warning: " + sentence);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        StartFailure.report(cli, namespace, failure);
    }
}
