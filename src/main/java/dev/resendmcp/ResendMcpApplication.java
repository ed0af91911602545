package dev.resendmcp;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.resendmcp.access.AccessSettings;
import dev.resendmcp.access.ConfirmingTools;
import dev.resendmcp.api.Catalogue;
import dev.resendmcp.call.Caller;
import dev.resendmcp.cli.CommandLine;
import dev.resendmcp.cli.HealthCommand;
import dev.resendmcp.cli.SandboxCommand;
import dev.resendmcp.cli.ServeCommand;
import dev.resendmcp.cli.SettingsCheckCommand;
import dev.resendmcp.cli.StdioCommand;
import dev.resendmcp.cli.ToolsCommand;
import dev.resendmcp.cli.settings.ConfigurationFile;
import dev.resendmcp.cli.settings.Variables;
import dev.resendmcp.client.ResendClient;
import dev.resendmcp.client.ResendClientFactory;
import dev.resendmcp.client.UpstreamMetrics;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.client.memory.ResponseMemory;
import dev.resendmcp.health.RateLimiterQueue;
import dev.resendmcp.health.ResendApiKey;
import dev.resendmcp.health.ResendConnections;
import dev.resendmcp.health.ResendReachable;
import dev.resendmcp.health.StateStore;
import dev.resendmcp.http.Drain;
import dev.resendmcp.http.Probes;
import dev.resendmcp.http.RefusalLog;
import dev.resendmcp.http.RequestIds;
import dev.resendmcp.http.RequestThreadsCheck;
import dev.resendmcp.http.ServerSetup;
import dev.resendmcp.http.connection.BoundedConnectors;
import dev.resendmcp.logging.CountingAppenders;
import dev.resendmcp.logging.LevelName;
import dev.resendmcp.logging.LibraryLogLevels;
import dev.resendmcp.logging.LostLines;
import dev.resendmcp.logging.ServiceLoggingFactory;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.call.CallExecutor;
import dev.resendmcp.mcp.call.McpProtocol;
import dev.resendmcp.mcp.call.ProgressTicker;
import dev.resendmcp.mcp.call.RunningCalls;
import dev.resendmcp.mcp.call.Subscriptions;
import dev.resendmcp.mcp.dispatch.Dispatcher;
import dev.resendmcp.mcp.dispatch.McpMethod;
import dev.resendmcp.mcp.dispatch.RequestObserver;
import dev.resendmcp.mcp.dispatch.ServerInfo;
import dev.resendmcp.mcp.http.JsonErrorHandler;
import dev.resendmcp.mcp.http.McpServlet;
import dev.resendmcp.mcp.http.TrafficLimits;
import dev.resendmcp.mcp.limits.BodyLimits;
import dev.resendmcp.mcp.message.ProtocolVersions;
import dev.resendmcp.mcp.methods.McpMethods;
import dev.resendmcp.mcp.methods.ToolMethods;
import dev.resendmcp.mcp.stdio.StdioServer;
import dev.resendmcp.metrics.BuildInfo;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.once.ExactlyOnceSends;
import dev.resendmcp.once.SendMetrics;
import dev.resendmcp.release.Release;
import dev.resendmcp.state.StateService;
import dev.resendmcp.state.seal.SealedState;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tools.ToolRegistry;
import dev.resendmcp.tools.Tools;
import io.dropwizard.core.Application;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.dropwizard.util.DataSize;
import jakarta.servlet.ServletRegistration;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service: wiring only, top to bottom. */
public final class ResendMcpApplication extends Application<ResendMcpConfiguration> {
    private static final Logger log = LoggerFactory.getLogger(ResendMcpApplication.class);
    private static final String NAME = "resend-full-mcp";

    private final Variables variables;
    private final Supervisor threads = Supervisor.ofProcess();

    /** @param variables what {@code ${NAME}} in the configuration file stands for */
    public ResendMcpApplication(Variables variables) {
        this.variables = variables;
    }

    /** Runs the command named by the first argument: server, sandbox, stdio, check, tools or health. */
    public static void main(String[] args) {
        ResendMcpApplication service = new ResendMcpApplication(Variables.ofProcess(args));
        Thread.setDefaultUncaughtExceptionHandler(service.threads);
        service.run(args);
    }

    @Override
    public void run(String... arguments) {
        Bootstrap<ResendMcpConfiguration> bootstrap = new Bootstrap<>(this);
        addDefaultCommands(bootstrap);
        initialize(bootstrap);
        new CommandLine(arguments).run(bootstrap).ifPresent(this::onFatalError);
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public void initialize(Bootstrap<ResendMcpConfiguration> bootstrap) {
        BoundedConnectors.register(bootstrap.getObjectMapper());
        CountingAppenders.register(bootstrap.getObjectMapper());
        LevelName.register(bootstrap.getObjectMapper());
        bootstrap.setConfigurationSourceProvider(new ConfigurationFile(variables));
    }

    @Override
    protected void addDefaultCommands(Bootstrap<ResendMcpConfiguration> bootstrap) {
        bootstrap.addCommand(new ServeCommand(this));
        bootstrap.addCommand(new SandboxCommand(this));
        bootstrap.addCommand(new StdioCommand(this));
        bootstrap.addCommand(new SettingsCheckCommand(this));
        bootstrap.addCommand(new ToolsCommand());
        bootstrap.addCommand(new HealthCommand(variables));
    }

    @Override
    protected void onFatalError(Throwable failure) {
        ServiceLoggingFactory.finish();
        // Not exit: that would wait for load balancers to notice the end of a service that never began.
        Runtime.getRuntime().halt(1);
    }

    @Override
    public void run(ResendMcpConfiguration configuration, Environment environment) {
        LibraryLogLevels.install();
        Release release = Release.ofThisJar();
        environment.jersey().disable();

        StateService state =
                new StateService(configuration.state(), configuration.resend().account(), Clock.systemUTC(), threads);
        environment.lifecycle().manage(state);

        LiveSettings live = new LiveSettings(configuration);
        ResendClientFactory clients =
                new ResendClientFactory(configuration.resend(), live::apiKey, NAME + "/" + release.version(), threads);
        RateLimiter limiter = clients.limiter(
                environment, state.sharedPermits(), configuration.state().replicas());
        BuildInfo build = new BuildInfo(release.version(), release.commit(), ProtocolVersions.ALL);
        Metrics registry = new Metrics();
        ServiceMetrics metrics = new ServiceMetrics(registry, build);
        UpstreamMetrics upstream = new UpstreamMetrics(registry);
        ResponseMemory answers = clients.answers();
        ResendClient client = clients.client(environment, limiter, answers, upstream);
        metrics.state(state::condition, () -> state.tryOut().disk().isEmpty());
        metrics.lostLines(LostLines.ofProcess());
        metrics.threadDeaths(threads);

        Tools catalogue = new ToolRegistry(Catalogue.MODULES, client::api, environment.getValidator());
        Tools once = new ExactlyOnceSends(
                catalogue,
                state.journal(),
                configuration.sends(),
                configuration.resend().callTimeout().toJavaDuration().plusSeconds(5),
                new SendMetrics(registry),
                Clock.systemUTC());
        AccessSettings access = configuration.access();
        Tools tools = new ConfirmingTools(once, access.confirm());
        SealedState seal = new SealedState(access.confirmationKey(), state.usedTokens(), Clock.systemUTC());
        ObjectMapper json = JsonMapper.builder()
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        ServiceFacts facts = new ServiceFacts(configuration, live, release, limiter, client, state, Clock.systemUTC());
        ServerInfo identity = new ServerInfo(NAME, release.version());
        ToolMethods toolMethods = new ToolMethods(tools, seal, json);
        List<McpMethod> methods =
                McpMethods.table(identity, toolMethods, tools, facts::configuration, facts::status, json);
        McpMetrics operations = new McpMetrics(
                registry,
                methods.stream().map(McpMethod::name).collect(Collectors.toSet()),
                Catalogue.toolNames(),
                Set.copyOf(build.protocols()));
        Dispatcher dispatcher = new Dispatcher(
                methods, identity, seal, new RequestObserver(operations, Set.copyOf(Catalogue.toolNames())), json);
        CallExecutor calls = new CallExecutor(
                CallThreads.executor(environment, threads), configuration.mcp().maxConcurrentCalls());
        ScheduledExecutorService timer = CallThreads.timer(environment, threads, ServiceThread.PROGRESS);
        Subscriptions subscriptions = new Subscriptions(identity, timer);
        RunningCalls running = new RunningCalls(dispatcher, calls, new ProgressTicker(timer));
        McpProtocol protocol = new McpProtocol(dispatcher, running, subscriptions, operations);
        Drain drain = new Drain();
        environment.lifecycle().addEventListener(aroundServer(toolMethods, subscriptions));
        environment.lifecycle().addEventListener(drain);
        RequestThreadsCheck requestThreads = new RequestThreadsCheck(Duration.ofSeconds(5));
        Probes probes = Probes.of(configuration.getHealthFactory());
        ServerSetup ports = new ServerSetup(
                configuration.mcp().trustedProxies(),
                probes,
                requestThreads,
                token -> live.tokens()
                        .caller(token)
                        .filter(caller -> !caller.isAlone())
                        .map(Caller::id));
        environment.lifecycle().addEventListener(ports);
        metrics.closedConnections(ports);
        BodyLimits limits = BodyLimits.of(configuration.mcp(), tools);
        TrafficLimits traffic = new TrafficLimits(configuration.mcp(), limits, timer);
        metrics.traffic(traffic::bodies, traffic::bodyBytes, traffic::unreadBytes, traffic::droppedAnswers);
        RefusalLog refusals = new RefusalLog("mcp");
        refusals.start(timer);
        McpServlet servlet = new McpServlet(
                protocol,
                configuration.mcp(),
                traffic,
                token -> live.tokens().caller(token),
                operations,
                refusals,
                json);
        leaveBodiesCompressed(configuration.getServerFactory());
        // The command stdio serves this one instead of the servlet.
        StdioServer stdio = new StdioServer(protocol, limits, json, threads, toolMethods::prepare);
        environment.getApplicationContext().setAttribute(StdioServer.class.getName(), stdio);
        ServletRegistration.Dynamic mcp = environment.servlets().addServlet("mcp", servlet);
        mcp.addMapping("/*");
        mcp.setAsyncSupported(true);
        RequestIds.addTo(environment.servlets());

        JsonErrorHandler errors = new JsonErrorHandler(refusals, drain::refusing);
        environment.getApplicationContext().setErrorHandler(errors);
        environment.lifecycle().addServerLifecycleListener(server -> {
            server.setErrorHandler(errors);
            drain.watch();
            log.info("Serving {} tools at {}mcp", tools.list(Caller.LOCAL).size(), server.getURI());
        });

        SystemdFeed systemd = new SystemdFeed(
                configuration, environment, Catalogue.toolNames().size(), threads);
        systemd.begin(System.getenv());
        // Run by the commands that serve, when they are told to.
        environment
                .getApplicationContext()
                .setAttribute(Reload.class.getName(), new Reload(live, client, metrics, systemd));

        environment
                .healthChecks()
                .register("resend-reachable", new ResendReachable(client, Clock.systemUTC(), threads));
        environment.healthChecks().register("resend-connections", new ResendConnections(client.connections()));
        environment.healthChecks().register("resend-api-key", new ResendApiKey(client, threads));
        Duration maxWait = configuration.resend().maxWait().toJavaDuration();
        environment.healthChecks().register("request-threads", requestThreads);
        environment
                .healthChecks()
                .register("rate-limiter", new RateLimiterQueue(limiter, maxWait, Clock.systemUTC(), threads));
        environment.healthChecks().register("state", new StateStore(state, threads));
        // The registry would go on asking after the end of the service.
        environment.lifecycle().manage(new AutoCloseableManager(environment.healthChecks()::shutdown));
        new AdminPort(live::admin, environment).serve(registry.servlet(), operations::refused, timer);
    }

    /** The service inflates bodies itself, no further than it takes them. */
    private static void leaveBodiesCompressed(ServerFactory server) {
        if (server instanceof AbstractServerFactory factory) {
            factory.getGzipFilterFactory().setBufferSize(DataSize.bytes(0));
        }
    }

    /** What happens before the server opens its ports, and before it waits for open requests, which streams would hold up. */
    private static LifeCycle.Listener aroundServer(ToolMethods tools, Subscriptions subscriptions) {
        return new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle server) {
                log.debug("Prepared {} tools", tools.prepare());
            }

            @Override
            public void lifeCycleStopping(LifeCycle server) {
                subscriptions.stop();
            }
        };
    }
}
