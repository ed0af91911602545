package dev.resendmcp;

import dev.resendmcp.call.Caller;
import dev.resendmcp.http.Drain;
import dev.resendmcp.http.Probes;
import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.http.RequestIds;
import dev.resendmcp.http.RequestThreadsCheck;
import dev.resendmcp.http.ServerSetup;
import dev.resendmcp.mcp.http.JsonErrorHandler;
import dev.resendmcp.mcp.http.McpServlet;
import dev.resendmcp.mcp.http.TrafficLimits;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.util.DataSize;
import jakarta.servlet.ServletRegistration;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the service on the application port.
 *
 * @param service answers
 * @param configuration of the port
 * @param environment has the server
 */
record McpPort(Service service, ResendMcpConfiguration configuration, Environment environment) {
    private static final Logger log = LoggerFactory.getLogger(McpPort.class);

    /**
     * Has the server answer MCP requests once it is started.
     *
     * @param live whose tokens are good
     * @param requestThreads watches the threads of requests
     */
    void serve(LiveSettings live, RequestThreadsCheck requestThreads) {
        Drain drain = new Drain();
        environment.lifecycle().addEventListener(aroundServer());
        environment.lifecycle().addEventListener(drain);
        ServerSetup setup = new ServerSetup(
                configuration.mcp().trustedProxies(),
                Probes.of(configuration.getHealthFactory()),
                requestThreads,
                token -> live.tokens()
                        .caller(token)
                        .filter(caller -> !caller.isAlone())
                        .map(Caller::id));
        environment.lifecycle().addEventListener(setup);
        service.metrics().closedConnections(setup);
        RefusalLog refusals = new RefusalLog("mcp");
        refusals.start(service.timer());
        leaveBodiesCompressed(configuration.getServerFactory());
        mount(live, refusals);
        RequestIds.addTo(environment.servlets());
        answerErrors(new JsonErrorHandler(refusals, drain::refusing), drain);
    }

    private void mount(LiveSettings live, RefusalLog refusals) {
        TrafficLimits traffic = new TrafficLimits(configuration.mcp(), service.limits(), service.timer());
        service.metrics().traffic(traffic::bodies, traffic::bodyBytes, traffic::unreadBytes, traffic::droppedAnswers);
        McpServlet servlet = new McpServlet(
                service.protocol(),
                configuration.mcp(),
                traffic,
                token -> live.tokens().caller(token),
                service.operations(),
                refusals,
                service.json());
        ServletRegistration.Dynamic mcp = environment.servlets().addServlet("mcp", servlet);
        mcp.addMapping("/*");
        mcp.setAsyncSupported(true);
    }

    private void answerErrors(JsonErrorHandler errors, Drain drain) {
        environment.getApplicationContext().setErrorHandler(errors);
        environment.lifecycle().addServerLifecycleListener(server -> {
            server.setErrorHandler(errors);
            drain.watch();
            log.info(
                    "Serving {} tools at {}mcp",
                    service.tools().list(Caller.LOCAL).size(),
                    server.getURI());
        });
    }

    /** The service inflates bodies itself, no further than it takes them. */
    private static void leaveBodiesCompressed(ServerFactory server) {
        if (server instanceof AbstractServerFactory factory) {
            factory.getGzipFilterFactory().setBufferSize(DataSize.bytes(0));
        }
    }

    /** What happens before the server opens its ports, and before it waits for open requests, which streams would hold up. */
    private LifeCycle.Listener aroundServer() {
        return new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle server) {
                log.debug("Prepared {} tools", service.toolMethods().prepare());
            }

            @Override
            public void lifeCycleStopping(LifeCycle server) {
                service.subscriptions().stop();
            }
        };
    }
}
