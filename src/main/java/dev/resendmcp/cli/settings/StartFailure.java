package dev.resendmcp.cli.settings;

import dev.resendmcp.client.settings.TlsSettingsException;
import dev.resendmcp.logging.JournalStream;
import dev.resendmcp.state.store.StateInUseException;
import dev.resendmcp.systemd.NotifyException;
import dev.resendmcp.tools.CatalogueException;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.cli.Cli;
import java.net.BindException;
import net.sourceforge.argparse4j.inf.Namespace;

/** Describes a startup failure in one sentence that names the setting and the fix. Never repeats a value. */
public final class StartFailure {
    private final String file;

    /** @param file path of the configuration file as given on the command line; null when none was given */
    private StartFailure(String file) {
        this.file = file;
    }

    /** Reports on standard error why the command failed. */
    public static void report(Cli cli, Namespace namespace, Throwable failure) {
        cli.getStdErr().println(JournalStream.errorPrefix() + sentence(namespace.getString("file"), failure));
    }

    /**
     * Describes a failure in one sentence.
     *
     * @param file path of the configuration file
     */
    static String sentence(String file, Throwable failure) {
        return new StartFailure(file).sentence(failure);
    }

    private String sentence(Throwable failure) {
        if (failure instanceof SettingException || failure instanceof CatalogueException) {
            return failure.getMessage();
        }
        if (failure instanceof ConfigurationException wrong) {
            return new SettingFault(file).sentence(wrong);
        }
        if (Causes.first(failure, BindException.class).isPresent()) {
            return "A port is in use or the address is not this machine's: change MCP_HOST, MCP_PORT, ADMIN_HOST or"
                    + " ADMIN_PORT.";
        }
        return Causes.first(failure, SettingException.class)
                .map(Throwable::getMessage)
                .or(() -> Causes.first(failure, StateInUseException.class).map(Throwable::getMessage))
                .or(() -> Causes.first(failure, TlsSettingsException.class).map(Throwable::getMessage))
                .or(() -> Causes.first(failure, NotifyException.class).map(Throwable::getMessage))
                .orElse("The service could not start (" + failure.getClass().getSimpleName() + "): see its log.");
    }
}
