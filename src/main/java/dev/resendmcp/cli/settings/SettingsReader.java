package dev.resendmcp.cli.settings;

import dev.resendmcp.Reload;
import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.UnusableSettingsException;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads the settings of a running service again: the configuration file, {@code .env}, and the secret files. */
public final class SettingsReader implements Reload.Source {
    private final Bootstrap<ResendMcpConfiguration> bootstrap;
    private final String file;
    private final Consumer<ResendMcpConfiguration> rules;

    /**
     * @param bootstrap of the running command
     * @param file path of the configuration file
     * @param rules throws {@link SettingException} when the command could not start with the settings; may adjust them as at
     *     startup
     */
    public SettingsReader(
            Bootstrap<ResendMcpConfiguration> bootstrap, String file, Consumer<ResendMcpConfiguration> rules) {
        this.bootstrap = bootstrap;
        this.file = file;
        this.rules = rules;
    }

    /**
     * Reads and validates the settings as Dropwizard does at startup, without applying any.
     *
     * @param source opens the file
     * @param file path of the configuration file
     */
    public static ResendMcpConfiguration read(
            Bootstrap<ResendMcpConfiguration> bootstrap, ConfigurationSourceProvider source, String file)
            throws IOException, ConfigurationException {
        return bootstrap
                .getConfigurationFactoryFactory()
                .create(
                        ResendMcpConfiguration.class,
                        bootstrap.getValidatorFactory().getValidator(),
                        bootstrap.getObjectMapper(),
                        "dw")
                .build(source, file);
    }

    @Override
    public ResendMcpConfiguration read() throws UnusableSettingsException {
        try {
            ResendMcpConfiguration fresh =
                    read(bootstrap, ConfigurationFile.of(bootstrap).again(), file);
            rules.accept(fresh);
            return fresh;
        } catch (Exception e) {
            throw new UnusableSettingsException(StartFailure.sentence(file, e));
        }
    }
}
