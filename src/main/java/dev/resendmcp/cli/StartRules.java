package dev.resendmcp.cli;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.access.ConfirmedTools;
import dev.resendmcp.api.Catalogue;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.health.DefaultHealthFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.jetty.util.VirtualThreads;

/** What must hold before the service starts, beyond what constraints on single settings can say. */
final class StartRules {
    private StartRules() {}

    /** Throws {@link SettingException} when the command line names no configuration file. */
    static void requireFile(String file) {
        if (file == null) {
            throw new SettingException("Name the configuration file, such as: server config.yml");
        }
    }

    /** Throws {@link SettingException} when there is no API key. */
    static void requireApiKey(ResendMcpConfiguration configuration) {
        if (configuration.resend().apiKey() == null) {
            throw new SettingException(
                    "RESEND_API_KEY is not set: give it your Resend API key, here or in the file .env;"
                            + " or start the command sandbox, which needs none.");
        }
    }

    /** Throws {@link SettingException} when strangers could reach the tools. */
    static void requireDoorkeeper(ResendMcpConfiguration configuration) {
        boolean open = server(configuration).getApplicationConnectors().stream()
                .filter(HttpConnectorFactory.class::isInstance)
                .map(HttpConnectorFactory.class::cast)
                .anyMatch(connector -> !isLoopback(connector.getBindHost()));
        if (open && !configuration.access().tokens().required()) {
            throw new SettingException(
                    "MCP_AUTH_TOKENS is not set, and MCP_HOST lets other machines in: set tokens of at least"
                            + " 32 characters, or listen on 127.0.0.1.");
        }
    }

    /** Throws {@link SettingException} when a tool that is to be confirmed does not exist. */
    static void requireKnownTools(ResendMcpConfiguration configuration) {
        List<Integer> unknown = configuration.access().confirm().unknown(Catalogue.toolNames());
        if (!unknown.isEmpty()) {
            throw new SettingException("CONFIRM_TOOLS (access.confirm) has an entry that is no tool, number "
                    + unknown.get(0) + ": the command tools prints their names; the word "
                    + ConfirmedTools.DESTRUCTIVE + " stands for all tools that remove something.");
        }
    }

    /** Requests run on virtual threads where the JVM has them (21 and later). */
    static void useVirtualThreads(ResendMcpConfiguration configuration) {
        server(configuration).setEnableVirtualThreads(VirtualThreads.areSupported());
    }

    /** No wait for load balancers at the end, since none balances what only this machine reaches. */
    static void endAtOnce(ResendMcpConfiguration configuration) {
        configuration
                .getHealthFactory()
                .filter(DefaultHealthFactory.class::isInstance)
                .map(DefaultHealthFactory.class::cast)
                .ifPresent(health -> health.setDelayedShutdownHandlerEnabled(false));
    }

    private static DefaultServerFactory server(ResendMcpConfiguration configuration) {
        if (configuration.getServerFactory() instanceof DefaultServerFactory server) {
            return server;
        }
        throw new SettingException("server.type must be default: the admin port must be one of its own.");
    }

    private static boolean isLoopback(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new SettingException("MCP_HOST is not an address of this machine; give one such as 127.0.0.1.");
        }
    }
}
