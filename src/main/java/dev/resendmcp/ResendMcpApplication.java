package dev.resendmcp;

import dev.resendmcp.api.Catalogue;
import dev.resendmcp.audit.AuditEvent;
import dev.resendmcp.cli.AuditCommand;
import dev.resendmcp.cli.CommandLine;
import dev.resendmcp.cli.HealthCommand;
import dev.resendmcp.cli.SandboxCommand;
import dev.resendmcp.cli.ServeCommand;
import dev.resendmcp.cli.SettingsCheckCommand;
import dev.resendmcp.cli.StdioCommand;
import dev.resendmcp.cli.TokenCommand;
import dev.resendmcp.cli.ToolsCommand;
import dev.resendmcp.cli.doctor.DoctorCommand;
import dev.resendmcp.cli.selftest.SelfTestCommand;
import dev.resendmcp.cli.settings.ConfigurationFile;
import dev.resendmcp.cli.settings.Variables;
import dev.resendmcp.early.ClientStreams;
import dev.resendmcp.health.CallersFileCheck;
import dev.resendmcp.http.RequestThreadsCheck;
import dev.resendmcp.http.connection.BoundedConnectors;
import dev.resendmcp.logging.CountingAppenders;
import dev.resendmcp.logging.LevelName;
import dev.resendmcp.logging.LibraryLogLevels;
import dev.resendmcp.logging.ServiceLoggingFactory;
import dev.resendmcp.mcp.http.Entrance;
import dev.resendmcp.mcp.stdio.StdioServer;
import dev.resendmcp.threads.Supervisor;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;

/** The Dropwizard application. Registers the commands and wires the service for those that serve. */
public final class ResendMcpApplication extends Application<ResendMcpConfiguration> {
    private static final String NAME = "resend-full-mcp";

    private final Variables variables;
    private final ClientStreams streams;
    private final Supervisor threads = Supervisor.ofProcess();
    private Service service;
    private Reload reload;

    /** @param variables what {@code ${NAME}} in the configuration file stands for */
    public ResendMcpApplication(Variables variables) {
        this(variables, ClientStreams.untouched(InputStream.nullInputStream(), OutputStream.nullOutputStream()));
    }

    /**
     * For the command {@code stdio}.
     *
     * @param variables what {@code ${NAME}} in the configuration file stands for
     * @param streams to the client
     */
    public ResendMcpApplication(Variables variables, ClientStreams streams) {
        this.variables = variables;
        this.streams = streams;
    }

    /** Runs the command named by the first argument in this process. */
    static void start(String[] args, ClientStreams streams) {
        ResendMcpApplication service = new ResendMcpApplication(Variables.ofProcess(args), streams);
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
        bootstrap.addCommand(new DoctorCommand(threads));
        bootstrap.addCommand(new SelfTestCommand());
        bootstrap.addCommand(new ToolsCommand());
        bootstrap.addCommand(new HealthCommand(variables));
        bootstrap.addCommand(new AuditCommand(variables));
        bootstrap.addCommand(new TokenCommand());
    }

    @Override
    protected void onFatalError(Throwable failure) {
        ServiceLoggingFactory.finish();
        // Not exit: its shutdown hook would wait for load balancers to notice, but the service never started.
        Runtime.getRuntime().halt(1);
    }

    /** Builds the service without its ports, for the command {@code stdio}. */
    public void runWithoutPorts(ResendMcpConfiguration configuration, Environment environment) {
        build(configuration, LiveSettings.withoutCallers(configuration), environment);
    }

    /** The service over standard input and output; there is one once the application runs. */
    public StdioServer stdio() {
        return service.stdio(threads);
    }

    /** The streams to the client of {@link #stdio}. */
    public ClientStreams streams() {
        return streams;
    }

    /** Reloads the settings; there is one once the application runs with its ports. */
    public Reload reload() {
        return reload;
    }

    private void build(ResendMcpConfiguration configuration, LiveSettings live, Environment environment) {
        LibraryLogLevels.install();
        service = new ServiceFactory(NAME, configuration, live, environment, threads).build();
    }

    private void callersReloaded(LiveSettings live, boolean applied) {
        Set<String> names = live.callers().names();
        service.operations().callersAdded(names);
        service.audit()
                .note(AuditEvent.rules("callers", applied ? "applied" : "rejected")
                        .with("callers", names.size()));
    }

    @Override
    public void run(ResendMcpConfiguration configuration, Environment environment) {
        environment.jersey().disable();
        LiveSettings live = LiveSettings.withCallers(
                configuration, CallThreads.executor(CallThreads.unbounded(environment), threads));
        build(configuration, live, environment);
        RequestThreadsCheck requestThreads = new RequestThreadsCheck(Duration.ofSeconds(5));
        McpPort port = new McpPort(service, configuration, environment);
        Entrance entrance = port.entrance(live);
        port.serve(live, entrance, requestThreads);
        service.files().serve(service, entrance, environment, threads);

        SystemdFeed systemd = new SystemdFeed(
                configuration, environment, Catalogue.toolNames().size(), threads);
        systemd.begin(System.getenv());
        reload = new Reload(live, service, systemd);

        service.metrics().callers(live.callers(), applied -> callersReloaded(live, applied));
        live.callers().watch(service.timer());

        service.healthChecks(configuration.resend().maxWait().toJavaDuration(), threads)
                .forEach(environment.healthChecks()::register);
        environment.healthChecks().register("request-threads", requestThreads);
        environment.healthChecks().register("callers-file", new CallersFileCheck(live.callers(), threads));
        service.metrics().healthChecks(environment.health().healthStateAggregator()::healthStateViews);
        // The registry would keep running checks after the service has stopped.
        environment.lifecycle().manage(new AutoCloseableManager(environment.healthChecks()::shutdown));
        new AdminPort(live::admin, environment)
                .serve(
                        service.registry().servlet(),
                        reason -> service.operations().refused("admin", reason),
                        service.timer());
        service.console().serve(configuration, live, environment, service);
    }
}
