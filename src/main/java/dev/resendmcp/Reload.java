package dev.resendmcp;

import dev.resendmcp.client.ResendClient;
import dev.resendmcp.client.settings.ApiKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes settings while the service runs. What comes of it is logged, counted, and told to systemd. */
public final class Reload {
    private static final Logger log = LoggerFactory.getLogger(Reload.class);

    private final LiveSettings live;
    private final ResendClient client;
    private final ServiceMetrics metrics;
    private final SystemdFeed systemd;

    /** Reads all settings once more. */
    @FunctionalInterface
    public interface Source {
        /** The settings as they are now, after the checks of a start. */
        ResendMcpConfiguration read() throws UnusableSettingsException;
    }

    Reload(LiveSettings live, ResendClient client, ServiceMetrics metrics, SystemdFeed systemd) {
        this.live = live;
        this.client = client;
        this.metrics = metrics;
        this.systemd = systemd;
    }

    /** Takes over secrets and log levels, or nothing at all if any setting is wrong. */
    public synchronized void run(Source source) {
        systemd.reload(() -> reload(source));
    }

    private boolean reload(Source source) {
        ApiKey before = live.apiKey();
        try {
            live.use(source.read());
        } catch (UnusableSettingsException e) {
            metrics.configReloaded(false);
            log.error("The settings were not reloaded, and those before stay in effect: {}", e.getMessage());
            return false;
        }
        boolean otherKey = !live.apiKey().equals(before);
        if (otherKey) {
            client.apiKeyReplaced();
        }
        metrics.configReloaded(true);
        log.atInfo()
                .addKeyValue("apiKeyReplaced", otherKey)
                .addKeyValue("callers", live.tokens().toString())
                .log("Log levels and secrets were reloaded; other settings take effect at a restart");
        return true;
    }
}
