package dev.resendmcp.cli.settings;

import dev.resendmcp.client.settings.TlsSettingsException;
import dev.resendmcp.logging.format.StandardError;
import dev.resendmcp.state.store.StateInUseException;
import dev.resendmcp.systemd.Systemd.NotifyException;
import dev.resendmcp.tools.CatalogueException;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.cli.Cli;
import java.net.BindException;
import java.util.List;
import java.util.Objects;
import net.sourceforge.argparse4j.inf.Namespace;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** Describes a startup failure in one sentence that names the setting and the fix. Never repeats a value. */
public final class StartFailure {
    private static final List<Class<? extends Exception>> SELF_EXPLANATORY = List.of(
            SettingException.class, StateInUseException.class, TlsSettingsException.class, NotifyException.class);

    private final String file;

    /** @param file path of the configuration file as given on the command line; null when none was given */
    private StartFailure(String file) {
        this.file = file;
    }

    /** Reports on standard error why the command failed. */
    public static void report(Cli cli, Namespace namespace, Throwable failure) {
        cli.getStdErr().println(StandardError.errorPrefix() + sentence(namespace.getString("file"), failure));
    }

    /**
     * Describes a failure in one sentence.
     *
     * @param file path of the configuration file
     */
    public static String sentence(String file, Throwable failure) {
        return new StartFailure(file).sentence(failure);
    }

    private String sentence(Throwable failure) {
        if (failure instanceof SettingException || failure instanceof CatalogueException) {
            return failure.getMessage();
        }
        if (failure instanceof ConfigurationException wrong) {
            return new SettingFault(file).sentence(wrong);
        }
        if (ExceptionUtils.indexOfType(failure, BindException.class) >= 0) {
            return "A port is in use or the address is not this machine's: change MCP_HOST, MCP_PORT, ADMIN_HOST or"
                    + " ADMIN_PORT.";
        }
        return SELF_EXPLANATORY.stream()
                .map(type -> ExceptionUtils.throwableOfType(failure, type))
                .filter(Objects::nonNull)
                .findFirst()
                .map(Throwable::getMessage)
                .orElse("The service could not start (" + failure.getClass().getSimpleName() + "): see its log.");
    }
}
