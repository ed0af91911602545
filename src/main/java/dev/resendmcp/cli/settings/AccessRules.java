package dev.resendmcp.cli.settings;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.access.callers.AuthSettings;
import dev.resendmcp.access.callers.CallerDirectory;
import dev.resendmcp.access.callers.CallersFileException;
import dev.resendmcp.state.StateSettings;
import dev.resendmcp.toolsets.Toolsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;

/** Startup checks of who may call, and of the tools that are offered. */
public final class AccessRules {
    private AccessRules() {}

    /** Throws {@link SettingException} when the settings of tools name an unknown tool or toolset. */
    public static void requireKnownToolsets(ResendMcpConfiguration configuration) {
        Toolsets.ofCatalogue().unknown(configuration.tools().selection()).ifPresent(unknown -> {
            String setting = switch (unknown.key()) {
                case "toolsets" -> "toolsets";
                case "tools" -> "tools";
                default -> "excludeTools";
            };
            String variable = unknown.key().toUpperCase(Locale.ROOT);
            throw new SettingException(variable + " (tools." + setting + "): " + sentence(unknown));
        });
    }

    /** Whether requests over HTTP need a credential. */
    static boolean needsCredentials(ResendMcpConfiguration configuration) {
        return configuration.access().tokens().required()
                || !configuration.auth().callersFile().isEmpty()
                || configuration.auth().type() != AuthSettings.Type.TOKENS;
    }

    static String sentence(Toolsets.Unknown unknown) {
        return unknown.sentence() + (unknown.nearest().isPresent() ? "" : ".");
    }

    /** Throws {@link SettingException} when {@code AUTH_TYPE} lacks what it needs. */
    public static void requireAuthentication(ResendMcpConfiguration configuration) {
        AuthSettings auth = configuration.auth();
        switch (auth.type()) {
            case TOKENS -> {}
            case JWT -> requireProvider(auth);
            case RESEND_KEY -> requireNamesForAll(configuration);
        }
        if (auth.type() != AuthSettings.Type.TOKENS
                && configuration.access().tokens().required()) {
            throw new SettingException("MCP_AUTH_TOKENS is set, but AUTH_TYPE is "
                    + auth.type().word() + ", which uses none: remove one of them.");
        }
    }

    /** Instances that share their state must name a caller alike, or none knows what it sent through another. */
    private static void requireNamesForAll(ResendMcpConfiguration configuration) {
        if (configuration.state().type() == StateSettings.Type.REDIS
                && !configuration.access().confirmationKey().configured()) {
            throw new SettingException(
                    "CONFIRMATION_KEY is not set, and AUTH_TYPE is resend-key with STATE_TYPE redis: set the same"
                            + " secret on all instances, so that they name callers alike.");
        }
    }

    /** Throws {@link SettingException} when callers with keys of their own are configured for a command that has one caller. */
    public static void requireOneCaller(ResendMcpConfiguration configuration) {
        if (configuration.auth().type() == AuthSettings.Type.RESEND_KEY) {
            throw new SettingException("AUTH_TYPE is resend-key, which needs callers over HTTP: start the command"
                    + " server, or remove AUTH_TYPE and set RESEND_API_KEY.");
        }
    }

    private static void requireProvider(AuthSettings auth) {
        if (auth.issuer().isEmpty()
                || auth.audience().isEmpty()
                || auth.jwksUrl().isEmpty()) {
            throw new SettingException(
                    "AUTH_TYPE is jwt, which needs AUTH_ISSUER, AUTH_AUDIENCE and AUTH_JWKS_URL: set all three.");
        }
        if (!auth.hasSafeJwksUrl()) {
            throw new SettingException("AUTH_JWKS_URL must be a URL with https, or with http on this machine.");
        }
    }

    /** Throws {@link SettingException} when the file of callers cannot be used. */
    public static void requireCallers(ResendMcpConfiguration configuration) {
        String file = configuration.auth().callersFile();
        if (file.isEmpty()) {
            return;
        }
        try {
            CallerDirectory unused = CallerDirectory.of(Path.of(file), Toolsets.ofCatalogue(), Clock.systemUTC());
        } catch (CallersFileException e) {
            throw new SettingException("CALLERS_FILE: " + e.getMessage() + ".");
        }
    }
}
