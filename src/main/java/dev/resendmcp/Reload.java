package dev.resendmcp;

import dev.resendmcp.audit.AuditEvent;
import dev.resendmcp.client.settings.ApiKey;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reloads settings while the service runs. Logs and counts the result and reports it to systemd. */
public final class Reload {
    private static final Logger log = LoggerFactory.getLogger(Reload.class);

    private final LiveSettings live;
    private final Service service;
    private final SystemdFeed systemd;

    /** Reads all settings again. */
    @FunctionalInterface
    public interface Source {
        /** Returns the current settings after the same checks as at startup. */
        ResendMcpConfiguration read() throws UnusableSettingsException;
    }

    Reload(LiveSettings live, Service service, SystemdFeed systemd) {
        this.live = live;
        this.service = service;
        this.systemd = systemd;
    }

    /** Applies secrets and log levels, or nothing if any setting is invalid. */
    public synchronized void run(Source source) {
        systemd.reload(() -> {
            // Callers and settings change independently: a fault in one does not hold up the other.
            boolean callers = live.callers().reload();
            return reload(source) && callers;
        });
    }

    private boolean reload(Source source) {
        ApiKey before = live.apiKey();
        try {
            live.use(source.read());
        } catch (UnusableSettingsException e) {
            service.metrics().configReloaded(false);
            service.audit().note(AuditEvent.rules("settings", "rejected"));
            log.error("The settings were not reloaded; the previous ones stay in effect: {}", e.getMessage());
            return false;
        }
        boolean keyReplaced = !Objects.equals(live.apiKey(), before);
        if (keyReplaced) {
            service.upstream().apiKeyReplaced();
        }
        service.metrics().configReloaded(true);
        service.operations().callersAdded(live.tokens().callers());
        service.audit()
                .note(AuditEvent.rules("settings", "applied")
                        .with("callers", live.tokens().callers().size()));
        log.atInfo()
                .addKeyValue("apiKeyReplaced", keyReplaced)
                .addKeyValue("callers", live.tokens().toString())
                .log("Log levels and secrets were reloaded; other settings take effect at a restart");
        return true;
    }
}
