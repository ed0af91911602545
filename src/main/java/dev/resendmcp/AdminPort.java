package dev.resendmcp;

import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.http.RequestIds;
import dev.resendmcp.http.admin.AdminGuard;
import dev.resendmcp.http.admin.AdminSettings;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.metrics.servlets.MetricsServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Wires the admin port. Dropwizard provides health checks, tasks and diagnostics; the {@link AdminGuard} filters every request.
 */
record AdminPort(Supplier<AdminSettings> settings, Environment environment) {
    /**
     * Sets up the admin port.
     *
     * @param metrics serves scrapes
     * @param counter counts refusals by reason
     * @param timer runs short tasks
     */
    void serve(HttpServlet metrics, Consumer<String> counter, ScheduledExecutorService timer) {
        RefusalLog refusals = new RefusalLog("admin");
        refusals.start(timer);
        RequestIds.addTo(environment.admin());
        environment
                .admin()
                .addFilter("admin-guard", new AdminGuard(settings, refusals, counter))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
        environment.admin().addServlet("prometheus", metrics).addMapping("/prometheus", "/metrics");
        environment
                .admin()
                .addServlet("metrics-json", new MetricsServlet(environment.metrics()))
                .addMapping("/metrics.json");
    }
}
