package dev.resendmcp;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.resendmcp.access.callers.Authenticator;
import dev.resendmcp.api.Catalogue;
import dev.resendmcp.audit.AuditLocation;
import dev.resendmcp.audit.AuditLog;
import dev.resendmcp.audit.AuditMetrics;
import dev.resendmcp.audit.AuditSettings;
import dev.resendmcp.audit.FileAuditLog;
import dev.resendmcp.call.RecentCalls;
import dev.resendmcp.client.ResendClientFactory;
import dev.resendmcp.client.UpstreamMetrics;
import dev.resendmcp.client.limit.RateLimiter;
import dev.resendmcp.logging.LogLines;
import dev.resendmcp.logging.LostLines;
import dev.resendmcp.mcp.McpMetrics;
import dev.resendmcp.mcp.call.McpProtocol;
import dev.resendmcp.mcp.call.RunningCalls;
import dev.resendmcp.mcp.call.Subscriptions;
import dev.resendmcp.mcp.dispatch.CallSpans;
import dev.resendmcp.mcp.dispatch.Dispatcher;
import dev.resendmcp.mcp.dispatch.ListChanges;
import dev.resendmcp.mcp.dispatch.McpMethod;
import dev.resendmcp.mcp.dispatch.RequestObserver;
import dev.resendmcp.mcp.dispatch.ServerInfo;
import dev.resendmcp.mcp.message.BodyLimits;
import dev.resendmcp.mcp.message.ProtocolVersions;
import dev.resendmcp.mcp.methods.McpMethods;
import dev.resendmcp.mcp.methods.ToolMethods;
import dev.resendmcp.metrics.BuildInfo;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.release.Release;
import dev.resendmcp.state.StateMetrics;
import dev.resendmcp.state.StateService;
import dev.resendmcp.state.seal.SealedState;
import dev.resendmcp.state.store.StateDirectory;
import dev.resendmcp.threads.ServiceThread;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tools.lenient.LenientMetrics;
import dev.resendmcp.tracing.Tracing;
import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Builds the service from its settings, from the Resend client up to the protocol. */
final class ServiceFactory {
    private final ResendMcpConfiguration configuration;
    private final LiveSettings live;
    private final Environment environment;
    private final Supervisor threads;
    private final Clock clock = Clock.systemUTC();
    private final Tracing tracing = Tracing.ofProcess();
    private final Release release = Release.ofThisJar();
    private final ServerInfo identity;
    private final Metrics registry;
    private final ServiceMetrics metrics;
    private final StateMetrics stateMetrics;
    private final LenientMetrics lenient;
    private final RecentCalls recent = new RecentCalls();
    private final Set<String> toolNames = Set.copyOf(Catalogue.toolNames());
    private final ObjectMapper json = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * @param name of the product
     * @param live settings that may change while the service runs
     * @param environment manages the life cycle of components
     */
    ServiceFactory(
            String name,
            ResendMcpConfiguration configuration,
            LiveSettings live,
            Environment environment,
            Supervisor threads) {
        this.configuration = configuration;
        this.live = live;
        this.environment = environment;
        this.threads = threads;
        this.identity = new ServerInfo(name, release.version());
        this.registry = new Metrics(configuration.resend().callTimeout().toJavaDuration());
        this.metrics =
                new ServiceMetrics(registry, new BuildInfo(release.version(), release.commit(), ProtocolVersions.ALL));
        this.stateMetrics = new StateMetrics(registry);
        this.lenient = new LenientMetrics(registry);
    }

    /** What everything else stands on. */
    private record Foundation(
            StateService state, AuditLog audit, Upstream upstream, FilesPort files, PersonApproval approval) {}

    private Foundation foundation() {
        StateService state = state();
        AuditLog audit = audit();
        Upstream upstream = upstream(state);
        report(state);
        FilesPort files = FilesPort.of(configuration, environment, clock);
        PersonApproval approval =
                PersonApproval.of(configuration, live.toolsets(), environment, state, registry, audit, clock);
        return new Foundation(state, audit, upstream, files, approval);
    }

    private Upstream upstream(StateService state) {
        ResendClientFactory clients = new ResendClientFactory(
                configuration.resend(), identity.name() + "/" + identity.version(), environment, threads, tracing);
        UpstreamMetrics series = new UpstreamMetrics(registry);
        if (live.authenticator().isEmpty()) {
            return CallerAccounts.of(
                    configuration,
                    clients.accounts(configuration.state().replicas(), series),
                    live.callers(),
                    CallThreads.executor(CallThreads.unbounded(environment), threads),
                    registry);
        }
        RateLimiter limiter =
                clients.limiter(state.sharedPermits(), configuration.state().replicas());
        return new SingleAccount(limiter, clients.client(live::apiKey, limiter, series));
    }

    private ToolChain.Chain chain(Foundation base) {
        return new ToolChain(configuration, live.callers(), registry, lenient, clock)
                .build(
                        base.state(),
                        base.upstream(),
                        environment.getValidator(),
                        base.approval(),
                        base.audit(),
                        base.files());
    }

    /** Builds everything; nothing runs yet. */
    Service build() {
        Foundation base = foundation();
        ToolChain.Chain chain = chain(base);
        SealedState seal = new SealedState(
                configuration.access().confirmationKey(), base.state().usedTokens(), clock);
        ServiceFacts facts = new ServiceFacts(configuration, live, release, base.upstream(), base.state(), clock);
        ToolMethods toolMethods = new ToolMethods(chain.tools(), seal, json);
        List<McpMethod> methods =
                McpMethods.table(identity, toolMethods, chain.tools(), facts::configuration, facts::status, json);
        Authenticator callers =
                live.authenticator().or(base.upstream()::authenticator).orElseThrow();
        McpMetrics operations = operations(methods, callers);
        CallSpans spans = new CallSpans(tracing, names(methods), toolNames);
        RequestObserver observer = new RequestObserver(operations, recent, toolNames, base.audit());
        Dispatcher dispatcher = new Dispatcher(methods, identity, seal, observer, spans, json);
        ScheduledExecutorService timer = CallThreads.timer(environment, threads, ServiceThread.PROGRESS);
        Executor callThreads = CallThreads.unbounded(environment);
        Executor executor = CallThreads.executor(callThreads, threads);
        RunningCalls running = running(dispatcher, operations, executor, timer);
        Subscriptions subscriptions = new Subscriptions(identity, new ListChanges(methods), timer, executor);
        return new Service(
                base.state(),
                base.audit(),
                base.files(),
                base.upstream(),
                callers,
                chain.tools(),
                toolMethods,
                new McpProtocol(dispatcher, running, subscriptions, operations, lenient, spans),
                BodyLimits.of(configuration.mcp(), chain.tools()),
                registry,
                metrics,
                operations,
                console(base, chain, facts, running),
                timer,
                json,
                base.upstream()
                        .offered(live.toolsets().view(configuration.tools().selection())),
                callThreads);
    }

    private OperatorConsole console(Foundation base, ToolChain.Chain chain, ServiceFacts facts, RunningCalls running) {
        return new OperatorConsole(
                base.approval().approvals(),
                recent,
                chain.reads(),
                chain.budgets(),
                facts::overview,
                running::inFlight);
    }

    private void report(StateService state) {
        stateMetrics.read(
                state::condition,
                () -> state.tryOut().disk().isEmpty(),
                configuration.state().replicas());
        metrics.logLines(LogLines.in(environment.metrics()));
        metrics.lostLines(LostLines.ofProcess());
        metrics.threadDeaths(threads);
    }

    private RunningCalls running(
            Dispatcher dispatcher, McpMetrics operations, Executor executor, ScheduledExecutorService timer) {
        int most = configuration.mcp().maxConcurrentCalls();
        RunningCalls running = new RunningCalls(dispatcher, executor, most, timer);
        operations.inFlight(running::inFlight, most);
        return running;
    }

    private StateService state() {
        StateService state = new StateService(
                configuration.state(), configuration.resend().account(), clock, threads, stateMetrics, tracing);
        environment.lifecycle().manage(state);
        return state;
    }

    /** Over HTTP, files beside the state unless the settings name others; with other commands, only if they do. */
    private AuditLog audit() {
        AuditSettings settings = configuration.audit();
        StateDirectory beside = configuration.state().directory();
        AuditMetrics series = new AuditMetrics(registry);
        if (settings.directory() == null && beside.use() != StateDirectory.Use.ALONE) {
            return AuditLog.none();
        }
        FileAuditLog log = new FileAuditLog(
                new AuditLocation(
                        settings.directoryOr(beside.path()),
                        beside.use() == StateDirectory.Use.ONE_OF_SEVERAL,
                        settings.key(),
                        settings.maxFileSize().toBytes()),
                series,
                clock);
        environment.lifecycle().manage(log);
        var unused = CallThreads.timer(environment, threads, ServiceThread.AUDIT_LOG)
                .scheduleWithFixedDelay(log::flush, 1, 1, TimeUnit.SECONDS);
        return log;
    }

    private McpMetrics operations(List<McpMethod> methods, Authenticator callers) {
        return new McpMetrics(
                registry, names(methods), Catalogue.toolNames(), Set.copyOf(ProtocolVersions.ALL), callers.names());
    }

    private static Set<String> names(List<McpMethod> methods) {
        return methods.stream().map(McpMethod::name).collect(Collectors.toSet());
    }
}
