package dev.resendmcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.access.approval.ApprovalMetrics;
import dev.resendmcp.access.budget.BudgetMetrics;
import dev.resendmcp.access.policy.PolicyMetrics;
import dev.resendmcp.audit.AuditMetrics;
import dev.resendmcp.client.UpstreamMetrics;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.metrics.BuildInfo;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.once.SendMetrics;
import dev.resendmcp.state.StateMetrics;
import dev.resendmcp.tools.lenient.LenientMetrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The metrics of the service, and a port that serves them. */
abstract class MetricsFixture {
    static final Duration TOOK = Duration.ofMillis(20);

    final Metrics registry = new Metrics(Duration.ofSeconds(60));
    final ServiceMetrics metrics =
            new ServiceMetrics(registry, new BuildInfo("1.2.0", "abc1234", List.of("2026-07-28", "2025-11-25")));
    final UpstreamMetrics upstream = new UpstreamMetrics(registry);
    final AuditMetrics audit = new AuditMetrics(registry);
    final SendMetrics sends = new SendMetrics(registry);
    final PolicyMetrics policy = new PolicyMetrics(registry);
    final BudgetMetrics budgets = new BudgetMetrics(registry);
    final ApprovalMetrics approvals = new ApprovalMetrics(registry);
    final McpMetrics mcp = new McpMetrics(
            registry,
            Set.of("tools/call", "tools/list"),
            Set.of("send_email"),
            Set.of("2026-07-28", "2025-11-25"),
            Set.of("ann"));
    final LenientMetrics lenient = new LenientMetrics(registry);
    final StateMetrics state = new StateMetrics(registry);
    final HttpMetrics http = new HttpMetrics(registry);
    final Server server = new Server(0);

    @BeforeEach
    void start() throws Exception {
        ServletContextHandler admin = new ServletContextHandler();
        admin.addServlet(new ServletHolder(registry.servlet()), "/prometheus");
        server.setHandler(admin);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    String scrape() throws Exception {
        return scrape("text/plain");
    }

    String scrape(String accept) throws Exception {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/prometheus"))
                .header("Accept", accept)
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
