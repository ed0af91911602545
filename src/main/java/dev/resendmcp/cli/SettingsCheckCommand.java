package dev.resendmcp.cli;

import dev.resendmcp.ResendMcpConfiguration;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code check}: says whether {@code server} would start with this configuration, without starting it. */
public final class SettingsCheckCommand extends CheckCommand<ResendMcpConfiguration> {

    /** @param application whose configuration is checked */
    public SettingsCheckCommand(Application<ResendMcpConfiguration> application) {
        super(application);
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace namespace) throws Exception {
        QuietOutput.silence();
        StartRules.requireFile(namespace.getString("file"), getName());
        super.run(bootstrap, namespace);
    }

    @Override
    protected void run(
            Bootstrap<ResendMcpConfiguration> bootstrap, Namespace namespace, ResendMcpConfiguration configuration)
            throws Exception {
        StartRules.requireApiKey(configuration);
        StartRules.requireConnectors(configuration);
        StartRules.requireDoorkeeper(configuration);
        StartRules.requireOperators(configuration);
        StartRules.requireState(configuration);
        StartRules.requireKnownTools(configuration);
        super.run(bootstrap, namespace, configuration);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        StartFailure.report(cli, namespace, failure);
    }
}
