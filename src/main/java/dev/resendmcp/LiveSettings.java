package dev.resendmcp;

import dev.resendmcp.access.BearerTokens;
import dev.resendmcp.access.callers.AuthSettings;
import dev.resendmcp.access.callers.Authenticator;
import dev.resendmcp.access.callers.CallerDirectory;
import dev.resendmcp.access.callers.CallersFileException;
import dev.resendmcp.access.callers.TokenAuthenticator;
import dev.resendmcp.access.jwt.JwtAuthenticator;
import dev.resendmcp.client.settings.ApiKey;
import dev.resendmcp.http.admin.AdminSettings;
import dev.resendmcp.http.admin.OperatorTokens;
import dev.resendmcp.logging.ServiceLoggingFactory;
import dev.resendmcp.toolsets.Toolsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The settings that can change while the service runs: secrets and log levels. All secrets change together. */
final class LiveSettings {
    private final AdminSettings adminAtStart;
    private final Toolsets toolsets;
    private final CallerDirectory callers;
    private final Optional<Authenticator> authenticator;
    private volatile Secrets secrets;

    private record Secrets(ApiKey apiKey, BearerTokens tokens, OperatorTokens operators) {
        static Secrets of(ResendMcpConfiguration settings) {
            return new Secrets(
                    settings.resend().apiKey(),
                    settings.access().tokens(),
                    settings.adminAccess().tokens());
        }
    }

    private LiveSettings(
            ResendMcpConfiguration atStart,
            Toolsets toolsets,
            CallerDirectory callers,
            AuthSettings.Type type,
            Executor threads) {
        this.adminAtStart = atStart.adminAccess();
        this.secrets = Secrets.of(atStart);
        this.toolsets = toolsets;
        this.callers = callers;
        this.authenticator = switch (type) {
            case TOKENS -> Optional.of(new TokenAuthenticator(this::tokens, callers));
            case JWT ->
                Optional.of(new JwtAuthenticator(atStart.auth(), toolsets, callers, Clock.systemUTC(), threads));
            case RESEND_KEY -> Optional.empty();
        };
    }

    /**
     * For a service with ports.
     *
     * @param threads run checks of credentials, which may wait
     */
    static LiveSettings withCallers(ResendMcpConfiguration atStart, Executor threads) {
        Toolsets toolsets = Toolsets.ofCatalogue();
        String file = atStart.auth().callersFile();
        try {
            return new LiveSettings(
                    atStart,
                    toolsets,
                    file.isEmpty()
                            ? CallerDirectory.none()
                            : CallerDirectory.of(Path.of(file), toolsets, Clock.systemUTC()),
                    atStart.auth().type(),
                    threads);
        } catch (CallersFileException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** For a service whose only caller started it. */
    static LiveSettings withoutCallers(ResendMcpConfiguration atStart) {
        return new LiveSettings(
                atStart, Toolsets.ofCatalogue(), CallerDirectory.none(), AuthSettings.Type.TOKENS, Runnable::run);
    }

    /** The toolsets of the catalogue. */
    Toolsets toolsets() {
        return toolsets;
    }

    /** The callers of the file of callers. */
    CallerDirectory callers() {
        return callers;
    }

    /** Turns credentials into callers; empty if these are Resend keys, which only Resend can judge. */
    Optional<Authenticator> authenticator() {
        return authenticator;
    }

    /** The key of the Resend account. */
    ApiKey apiKey() {
        return secrets.apiKey();
    }

    /** The bearer tokens of callers. */
    BearerTokens tokens() {
        return secrets.tokens();
    }

    /** Access settings of the admin port. */
    AdminSettings admin() {
        return adminAtStart.withTokens(secrets.operators());
    }

    /** Applies secrets and log levels. */
    void use(ResendMcpConfiguration fresh) {
        secrets = Secrets.of(fresh);
        if (fresh.getLoggingFactory() instanceof ServiceLoggingFactory logging) {
            logging.applyLevels();
        }
    }
}
