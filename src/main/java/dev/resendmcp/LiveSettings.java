package dev.resendmcp;

import dev.resendmcp.access.BearerTokens;
import dev.resendmcp.client.settings.ApiKey;
import dev.resendmcp.http.admin.AdminSettings;
import dev.resendmcp.http.admin.OperatorTokens;
import dev.resendmcp.logging.ServiceLoggingFactory;

/** The settings that can change while the service runs: secrets and log levels. All secrets change together. */
final class LiveSettings {
    private final AdminSettings adminAtStart;
    private volatile Secrets secrets;

    private record Secrets(ApiKey apiKey, BearerTokens tokens, OperatorTokens operators) {
        static Secrets of(ResendMcpConfiguration settings) {
            return new Secrets(
                    settings.resend().apiKey(),
                    settings.access().tokens(),
                    settings.adminAccess().tokens());
        }
    }

    LiveSettings(ResendMcpConfiguration atStart) {
        this.adminAtStart = atStart.adminAccess();
        this.secrets = Secrets.of(atStart);
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
