package dev.resendmcp;

import dev.resendmcp.client.ResendClient;
import dev.resendmcp.client.settings.ApiKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reloads settings while the service runs. Logs and counts the result and reports it to systemd. */
public final class Reload {
    private static final Logger log = LoggerFactory.getLogger(Reload.class);

    private final LiveSettings live;
    private final ResendClient client;
    private final ServiceMetrics metrics;
    private final SystemdFeed systemd;

    /** Reads all settings again. */
    @FunctionalInterface
    public interface Source {
        /** Returns the current settings after the same checks as at startup. */
        ResendMcpConfiguration read() throws UnusableSettingsException;
    }

    Reload(LiveSettings live, ResendClient client, ServiceMetrics metrics, SystemdFeed systemd) {
        this.live = live;
        this.client = client;
        this.metrics = metrics;
        this.systemd = systemd;
    }

    /** Applies secrets and log levels, or nothing if any setting is invalid. */
    public synchronized void run(Source source) {
        systemd.reload(() -> reload(source));
    }

    private boolean reload(Source source) {
        ApiKey before = live.apiKey();
        try {
            live.use(source.read());
        } catch (UnusableSettingsException e) {
            metrics.configReloaded(false);
            log.error("The settings were not reloaded; the previous ones stay in effect: {}", e.getMessage());
            return false;
        }
        boolean keyReplaced = !live.apiKey().equals(before);
        if (keyReplaced) {
            client.apiKeyReplaced();
        }
        metrics.configReloaded(true);
        log.atInfo()
                .addKeyValue("apiKeyReplaced", keyReplaced)
                .addKeyValue("callers", live.tokens().toString())
                .log("Log levels and secrets were reloaded; other settings take effect at a restart");
        return true;
    }
}
