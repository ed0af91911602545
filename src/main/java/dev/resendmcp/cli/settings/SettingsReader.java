package dev.resendmcp.cli.settings;

import dev.resendmcp.Reload;
import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.UnusableSettingsException;
import io.dropwizard.core.setup.Bootstrap;
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

    @Override
    public ResendMcpConfiguration read() throws UnusableSettingsException {
        try {
            ResendMcpConfiguration fresh = bootstrap
                    .getConfigurationFactoryFactory()
                    .create(
                            ResendMcpConfiguration.class,
                            bootstrap.getValidatorFactory().getValidator(),
                            bootstrap.getObjectMapper(),
                            "dw")
                    .build(ConfigurationFile.of(bootstrap).again(), file);
            rules.accept(fresh);
            return fresh;
        } catch (Exception e) {
            throw new UnusableSettingsException(StartFailure.sentence(file, e));
        }
    }
}
