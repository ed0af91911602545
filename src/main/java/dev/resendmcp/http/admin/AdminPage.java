package dev.resendmcp.http.admin;

import java.util.Arrays;
import java.util.Optional;

/** The pages of the admin port. A page that is not listed does not exist. */
enum AdminPage {
    INDEX("/", Need.TOKEN_IF_CONFIGURED, "this list"),
    PING("/ping", Need.NOTHING, "whether the process is alive; needs no token"),
    HEALTH("/healthcheck", Need.TOKEN_IF_CONFIGURED, "each health check in detail"),
    METRICS("/metrics", Need.TOKEN_IF_CONFIGURED, "metrics for Prometheus"),
    PROMETHEUS("/prometheus", Need.TOKEN_IF_CONFIGURED, "the same"),
    METRICS_JSON("/metrics.json", Need.TOKEN_IF_CONFIGURED, "metrics of the libraries, as JSON"),
    CONSOLE("/console", Need.NOTHING, "for a browser: approvals, state and calls; asks for a token itself"),
    LOG_LEVEL("/tasks/log-level", Need.TOKEN, "POST logger and level: sets the level of a logger"),
    GC("/tasks/gc", Need.TOKEN, "POST: collects garbage"),
    THREADS("/threads", Need.TOKEN_AND_DIAGNOSTICS, "stack of every thread"),
    PROFILE("/pprof", Need.TOKEN_AND_DIAGNOSTICS, "CPU profile of duration seconds, 1 to 60"),
    CONTENTION("/pprof/contention", Need.TOKEN_AND_DIAGNOSTICS, "profile of contention, as above");

    enum Need {
        NOTHING,
        TOKEN_IF_CONFIGURED,
        TOKEN,
        TOKEN_AND_DIAGNOSTICS
    }

    private final String path;
    private final Need need;
    private final String description;

    AdminPage(String path, Need need, String description) {
        this.path = path;
        this.need = need;
        this.description = description;
    }

    static Optional<AdminPage> at(String path) {
        return path.startsWith(CONSOLE.path + "/")
                ? Optional.of(CONSOLE)
                : Arrays.stream(values()).filter(page -> page.path.equals(path)).findFirst();
    }

    String path() {
        return path;
    }

    String description() {
        return description;
    }

    boolean needsToken(AdminSettings settings) {
        return need != Need.NOTHING
                && (need != Need.TOKEN_IF_CONFIGURED || settings.tokens().configured());
    }

    boolean offered(AdminSettings settings) {
        return need != Need.TOKEN_AND_DIAGNOSTICS || settings.diagnostics();
    }

    /** Whether requests for the page are logged with the name of the operator. */
    boolean acts() {
        return need == Need.TOKEN || need == Need.TOKEN_AND_DIAGNOSTICS;
    }
}
