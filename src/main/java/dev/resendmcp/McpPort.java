package dev.resendmcp;

import dev.resendmcp.access.callers.AuthSettings;
import dev.resendmcp.access.jwt.JwtAuthenticator;
import dev.resendmcp.http.Drain;
import dev.resendmcp.http.Probes;
import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.http.RequestIds;
import dev.resendmcp.http.RequestThreadsCheck;
import dev.resendmcp.http.ServerLoad;
import dev.resendmcp.http.ServerSetup;
import dev.resendmcp.mcp.http.Entrance;
import dev.resendmcp.mcp.http.FailedAttempts;
import dev.resendmcp.mcp.http.JsonErrorHandler;
import dev.resendmcp.mcp.http.McpServlet;
import dev.resendmcp.mcp.http.ProtectedResource;
import dev.resendmcp.mcp.http.TrafficLimits;
import dev.resendmcp.toolsets.Toolsets;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.DataSize;
import jakarta.servlet.ServletRegistration;
import java.util.Optional;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves MCP on the application port.
 *
 * @param service answers requests
 * @param configuration of the port
 * @param environment provides the server
 */
record McpPort(Service service, ResendMcpConfiguration configuration, Environment environment) {
    private static final Logger log = LoggerFactory.getLogger(McpPort.class);

    /**
     * Registers the MCP servlet and its handlers. Call before the server starts.
     *
     * @param live provides the names of callers
     * @param entrance decides about requests
     * @param requestThreads checks the request threads
     */
    void serve(LiveSettings live, Entrance entrance, RequestThreadsCheck requestThreads) {
        Drain drain = new Drain();
        environment.lifecycle().addEventListener(aroundServer());
        environment.lifecycle().addEventListener(drain);
        ServerSetup setup = new ServerSetup(
                configuration.mcp().trustedProxies(),
                Probes.of(configuration.getHealthFactory()),
                requestThreads,
                service.callThreads(),
                service.callers()::name);
        environment.lifecycle().addEventListener(setup);
        HttpMetrics metrics = new HttpMetrics(service.registry());
        ServerLoad load = new ServerLoad(metrics::responded);
        environment.lifecycle().addEventListener(load);
        metrics.server(load);
        RefusalLog refusals = new RefusalLog("mcp");
        refusals.start(service.timer());
        leaveBodiesCompressed(configuration.getServerFactory());
        mount(entrance, refusals, metrics);
        RequestIds.addTo(environment.servlets());
        answerErrors(new JsonErrorHandler(refusals, drain::refusing), drain);
    }

    private void mount(Entrance entrance, RefusalLog refusals, HttpMetrics metrics) {
        TrafficLimits traffic = new TrafficLimits(configuration.mcp(), service.limits(), service.timer());
        metrics.traffic(traffic::bodies, traffic::bodyBytes, traffic::unreadBytes, traffic::droppedAnswers);
        McpServlet servlet = new McpServlet(
                service.protocol(),
                configuration.mcp(),
                traffic,
                entrance,
                service.operations(),
                refusals,
                service.json(),
                service.timer());
        ServletRegistration.Dynamic mcp = environment.servlets().addServlet("mcp", servlet);
        mcp.addMapping("/*");
        mcp.setAsyncSupported(true);
    }

    /** What decides about requests to this port. */
    Entrance entrance(LiveSettings live) {
        return new Entrance(
                service.tokens(), service.offered(), live.toolsets(), resource(live.toolsets()), new FailedAttempts());
    }

    /** What clients need to get a token from an identity provider. */
    private Optional<ProtectedResource> resource(Toolsets toolsets) {
        AuthSettings auth = configuration.auth();
        return auth.type() == AuthSettings.Type.JWT
                ? Optional.of(new ProtectedResource(auth.audience(), auth.issuer(), JwtAuthenticator.scopes(toolsets)))
                : Optional.empty();
    }

    private void answerErrors(JsonErrorHandler errors, Drain drain) {
        environment.getApplicationContext().setErrorHandler(errors);
        environment.lifecycle().addServerLifecycleListener(server -> {
            server.setErrorHandler(errors);
            drain.watch();
            log.info("Serving {} tools at {}mcp", service.tools().list().size(), server.getURI());
        });
    }

    /** Turns off Jetty's decompression. The service inflates bodies itself, up to its size limits. */
    private static void leaveBodiesCompressed(ServerFactory server) {
        if (server instanceof AbstractServerFactory factory) {
            factory.getGzipFilterFactory().setBufferSize(DataSize.bytes(0));
        }
    }

    /**
     * Prepares the tools before the server opens its ports. Ends streams before the server waits for open requests, which they
     * would delay.
     */
    private LifeCycle.Listener aroundServer() {
        return new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle server) {
                log.debug("Prepared {} tools", service.toolMethods().prepare());
            }

            @Override
            public void lifeCycleStopping(LifeCycle server) {
                service.protocol().stop();
            }
        };
    }
}
