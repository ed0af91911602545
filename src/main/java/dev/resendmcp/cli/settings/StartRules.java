package dev.resendmcp.cli.settings;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.access.approval.ApprovedTools;
import dev.resendmcp.access.callers.AuthSettings;
import dev.resendmcp.http.connection.BoundedConnectors;
import dev.resendmcp.state.StateSettings;
import dev.resendmcp.state.store.StateDirectory;
import dev.resendmcp.toolsets.Toolsets;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.health.DefaultHealthFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Startup checks that constraints on single settings cannot express. */
public final class StartRules {
    private static final List<Consumer<ResendMcpConfiguration>> RULES = List.of(
            StartRules::requireApiKey,
            StartRules::requireConnectors,
            StartRules::requireTokensBeyondLoopback,
            StartRules::requireOperators,
            StartRules::requireKnownTools,
            AccessRules::requireKnownToolsets,
            AccessRules::requireAuthentication,
            StartRules::requireRedisUrl);

    private StartRules() {}

    /** Throws {@link SettingException} when the command line names no configuration file. */
    public static void requireFile(String file, String command) {
        if (file == null) {
            throw new SettingException("Name the configuration file, such as: " + command + " config.yml");
        }
    }

    /**
     * Throws {@link SettingException} when {@code server} could not serve with these settings, whatever else runs on this
     * machine. {@link #requireState} or {@link #requireWritableState} completes the check.
     */
    public static void requireServable(ResendMcpConfiguration configuration) {
        RULES.forEach(rule -> rule.accept(configuration));
    }

    /** What {@link #requireServable} would refuse: a sentence for each fault, not only for the first. */
    public static List<String> faults(ResendMcpConfiguration configuration) {
        Set<String> faults = new LinkedHashSet<>();
        for (Consumer<ResendMcpConfiguration> rule : RULES) {
            try {
                rule.accept(configuration);
            } catch (SettingException e) {
                faults.add(e.getMessage());
            }
        }
        return List.copyOf(faults);
    }

    /** Throws {@link SettingException} when there is no API key, or one where callers send their own. */
    public static void requireApiKey(ResendMcpConfiguration configuration) {
        if (configuration.auth().type() == AuthSettings.Type.RESEND_KEY) {
            if (configuration.resend().apiKey() != null) {
                throw new SettingException("RESEND_API_KEY is set, but AUTH_TYPE is resend-key, which uses the key of"
                        + " each caller: remove one of them.");
            }
            return;
        }
        if (configuration.resend().apiKey() == null) {
            throw new SettingException(
                    "RESEND_API_KEY is not set: give it your Resend API key, here or in the file .env;"
                            + " or start the command sandbox, which needs none.");
        }
    }

    /** A connector that is missing must be refused, because Dropwizard's default would listen on all addresses. */
    private static void requireConnectors(ResendMcpConfiguration configuration) {
        DefaultServerFactory server = server(configuration);
        requireConnectors("server.applicationConnectors", server.getApplicationConnectors());
        requireConnectors("server.adminConnectors", server.getAdminConnectors());
    }

    private static void requireConnectors(String setting, List<ConnectorFactory> connectors) {
        if (!connectors.stream().allMatch(BoundedConnectors::includes)) {
            throw new SettingException(setting + " is missing: list a connector there, of type http or https, with the"
                    + " address to listen on as bindHost.");
        }
    }

    private static void requireTokensBeyondLoopback(ResendMcpConfiguration configuration) {
        boolean open = reachable(server(configuration).getApplicationConnectors());
        if (open && !AccessRules.needsCredentials(configuration)) {
            throw new SettingException(
                    "MCP_AUTH_TOKENS is not set, and MCP_HOST lets other machines in: set tokens of at least"
                            + " 32 characters or CALLERS_FILE, or listen on 127.0.0.1.");
        }
    }

    private static void requireOperators(ResendMcpConfiguration configuration) {
        boolean open = reachable(server(configuration).getAdminConnectors());
        if (open && !configuration.adminAccess().tokens().configured()) {
            throw new SettingException(
                    "ADMIN_TOKENS is not set, and ADMIN_HOST lets other machines in: set entries name:token with tokens of at"
                            + " least 32 characters, or listen on 127.0.0.1.");
        }
    }

    private static boolean reachable(List<ConnectorFactory> connectors) {
        return connectors.stream()
                .filter(HttpConnectorFactory.class::isInstance)
                .map(HttpConnectorFactory.class::cast)
                .anyMatch(connector -> !isLoopback(connector.getBindHost()));
    }

    /** Throws {@link SettingException} when a setting for approvals names an unknown tool, or two of them are set. */
    public static void requireKnownTools(ResendMcpConfiguration configuration) {
        if (configuration.approvalsSetTwice()) {
            throw new SettingException(
                    "CONFIRM_TOOLS and APPROVE_TOOLS are both set: keep APPROVE_TOOLS, which replaces"
                            + " CONFIRM_TOOLS.");
        }
        requireKnown("CONFIRM_TOOLS (access.confirm)", configuration.access().confirm());
        requireKnown(
                "APPROVE_TOOLS (approvals.tools)", configuration.approvals().tools());
    }

    private static void requireKnown(String setting, ApprovedTools tools) {
        tools.unknown(Toolsets.ofCatalogue()).ifPresent(unknown -> {
            throw new SettingException(setting + ": " + AccessRules.sentence(unknown));
        });
    }

    /** Throws {@link SettingException} when the state could not be stored. Creates the directory if it is missing. */
    public static void requireState(ResendMcpConfiguration configuration) {
        StateDirectory state = configuration.state().directory();
        if (state.use() == StateDirectory.Use.NONE) {
            return;
        }
        try {
            Files.createDirectories(state.path());
        } catch (IOException e) {
            throw unusable(state, "created");
        }
        if (!Files.isWritable(state.path())) {
            throw unusable(state, "written");
        }
    }

    /** Throws {@link SettingException} when the state could not be stored. Creates nothing. */
    public static void requireWritableState(ResendMcpConfiguration configuration) {
        StateDirectory state = configuration.state().directory();
        boolean wrongKind = Files.exists(state.path()) && !Files.isDirectory(state.path());
        if (wrongKind || !PathAccess.isWritable(state.path())) {
            throw unusable(state, "written");
        }
    }

    private static SettingException unusable(StateDirectory state, String verb) {
        return new SettingException("STATE_DIR cannot be " + verb + " (" + state.path()
                + "): name a directory that this user may write to.");
    }

    /** Throws {@link SettingException} when another process uses the directory of the state. */
    public static void requireUnusedState(ResendMcpConfiguration configuration) {
        StateDirectory state = configuration.state().directory();
        if (state.isInUse()) {
            throw new SettingException("STATE_DIR (" + state.path()
                    + ") is in use by another process: stop that one, or give each process its own directory.");
        }
    }

    /** Throws {@link SettingException} when Redis is configured without its URL. */
    public static void requireRedisUrl(ResendMcpConfiguration configuration) {
        StateSettings state = configuration.state();
        if (state.type() == StateSettings.Type.REDIS && state.redisUrl() == null) {
            throw new SettingException(
                    "REDIS_URL is not set, and STATE_TYPE is redis: set it, such as redis://127.0.0.1:6379.");
        }
    }

    /** The ports that the server would open. */
    public static PortAvailability ports(ResendMcpConfiguration configuration) {
        return new PortAvailability(server(configuration));
    }

    /**
     * Stops Dropwizard from naming threads after URIs, which may contain tokens and would appear in log lines and stack traces.
     */
    public static void keepThreadNames(ResendMcpConfiguration configuration) {
        server(configuration).setEnableThreadNameFilter(false);
    }

    /** Skips the shutdown wait for load balancers, because only this machine reaches the service. */
    public static void endAtOnce(ResendMcpConfiguration configuration) {
        configuration
                .getHealthFactory()
                .filter(DefaultHealthFactory.class::isInstance)
                .map(DefaultHealthFactory.class::cast)
                .ifPresent(health -> health.setDelayedShutdownHandlerEnabled(false));
    }

    /** How long calls are served after SIGTERM, so that load balancers can react; zero for not at all. */
    public static Duration shutdownWait(ResendMcpConfiguration configuration) {
        return configuration
                .getHealthFactory()
                .filter(DefaultHealthFactory.class::isInstance)
                .map(DefaultHealthFactory.class::cast)
                .filter(DefaultHealthFactory::isDelayedShutdownHandlerEnabled)
                .map(health -> health.getShutdownWaitPeriod().toJavaDuration())
                .orElse(Duration.ZERO);
    }

    private static DefaultServerFactory server(ResendMcpConfiguration configuration) {
        if (configuration.getServerFactory() instanceof DefaultServerFactory server) {
            return server;
        }
        throw new SettingException("server.type must be default: the admin port must be a separate one.");
    }

    private static boolean isLoopback(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new SettingException(
                    "MCP_HOST or ADMIN_HOST is not an address of this machine; give one such as 127.0.0.1.");
        }
    }
}
