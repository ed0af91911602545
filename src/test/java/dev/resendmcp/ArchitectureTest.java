package dev.resendmcp;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.resendmcp.cli.StdioCommand;
import dev.resendmcp.early.EarlyAnswers;
import io.dropwizard.lifecycle.setup.LifecycleEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Data goes down the list {@code mcp → access → tools → api → client} and back; nothing runs against the stream. */
@AnalyzeClasses(packages = "dev.resendmcp", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "dev.resendmcp.";

    /** Which of our packages a package may use. */
    static final Map<String, List<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            entry("api", List.of()),
            entry("api.constraint", List.of()),
            entry("api.model", List.of("api.constraint", "api.wire")),
            entry("api.wire", List.of("api.constraint")),
            entry("call", List.of()),
            entry("client", List.of("metrics", "api", "call", "error", "state", "logging", "threads", "tracing")),
            entry("client.settings", List.of()),
            entry("client.probe", List.of("client.limit", "client.settings")),
            entry("client.memory", List.of("call")),
            entry("client.limit", List.of("call", "error", "state")),
            entry("client.http", List.of("api", "call", "client.limit", "client.memory")),
            entry("client.failure", List.of("api", "error", "client.http", "client.memory")),
            entry("client.retry", List.of("error", "client.failure")),
            entry("tracing", List.of()),
            entry("audit", List.of("call", "digest", "error", "files", "metrics", "tools")),
            entry("tools", List.of("api", "call", "error", "metrics")),
            entry("tools.lenient", List.of("metrics", "tools")),
            entry("state", List.of("digest", "files", "metrics", "threads", "tracing")),
            entry("state.store", List.of("files", "threads")),
            entry("state.redis", List.of("state.store", "threads", "tracing")),
            entry("state.seal", List.of("state.store", "digest")),
            entry("once", List.of("call", "metrics", "tools", "state.store", "digest", "error")),
            entry("access", List.of("audit", "call", "error", "metrics", "state.seal", "state.store", "tools")),
            entry("access.mail", List.of("call", "error", "tools")),
            entry("access.policy", List.of("access.mail", "call", "error", "metrics", "tools")),
            entry("access.budget", List.of("access.mail", "call", "error", "metrics", "state.store", "tools")),
            entry("digest", List.of()),
            entry("early", List.of()),
            entry("error", List.of()),
            entry(
                    "mcp",
                    List.of(
                            "audit",
                            "call",
                            "metrics",
                            "tools",
                            "state",
                            "error",
                            "http",
                            "logging",
                            "threads",
                            "tracing")),
            entry("simulator", List.of()),
            entry("simulator.core", List.of()),
            entry("simulator.http", List.of("simulator.core")),
            entry("simulator.domain", List.of("simulator.core")),
            entry("simulator.email", List.of("simulator.contact", "simulator.core", "simulator.domain")),
            entry("simulator.contact", List.of("simulator.core")),
            entry("simulator.broadcast", List.of("simulator.contact", "simulator.core", "simulator.email")),
            entry("simulator.automation", List.of("simulator.contact", "simulator.core", "simulator.email")),
            entry("simulator.inbox", List.of("simulator.core", "simulator.domain", "simulator.email")),
            entry(
                    "simulator.account",
                    List.of(
                            "simulator.automation",
                            "simulator.broadcast",
                            "simulator.contact",
                            "simulator.core",
                            "simulator.domain",
                            "simulator.email")),
            entry("health", List.of("api", "audit", "client", "error", "state", "threads")),
            entry("http", List.of("logging")),
            entry("http.connection", List.of()),
            entry("http.admin", List.of("http", "logging")),
            entry("metrics", List.of("error")),
            entry("systemd", List.of()),
            entry("threads", List.of()),
            entry("logging", List.of("files", "release")),
            entry("logging.format", List.of("release")),
            entry("files", List.of()),
            entry("release", List.of())));

    /** Which of its sub-packages a sub-package of {@code mcp} may use; the interfaces in {@code mcp} itself are open to all. */
    static final Map<String, List<String>> MCP_MAY_USE = new TreeMap<>(Map.ofEntries(
            entry("message", List.of()),
            entry("dispatch", List.of("message")),
            entry("account", List.of("dispatch", "message")),
            entry("prompts", List.of("dispatch", "message", "account")),
            entry("skills", List.of("dispatch", "message")),
            entry("resources", List.of("dispatch", "message", "account", "skills")),
            entry("methods", List.of("dispatch", "message", "account", "prompts", "resources", "skills")),
            entry("call", List.of("dispatch", "message")),
            entry("http", List.of("call", "message")),
            entry("stdio", List.of("call", "message"))));

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.resendmcp.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noCyclesInsideMcp =
            slices().matching("dev.resendmcp.mcp.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule mcpSdkStaysInMcp = only("mcp", "io.modelcontextprotocol..");

    @ArchTest
    static final ArchRule mcpSdkIsOnlyTheWireModel = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("io.modelcontextprotocol..")
                    .and(not(resideInAPackage("io.modelcontextprotocol.spec.."))))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("reactor..");

    @ArchTest
    static final ArchRule noCyclesInsideState =
            slices().matching("dev.resendmcp.state.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule schemaLibrariesStayInTools = only("tools", "com.github.victools..", "com.networknt..");

    @ArchTest
    static final ArchRule httpClientStaysInClient =
            only("client", "jakarta.ws.rs.client..", "org.glassfish..", "org.apache.hc..");

    @ArchTest
    static final ArchRule prometheusStaysInMetrics = only("metrics", "io.prometheus..");

    @ArchTest
    static final ArchRule openTelemetryStaysInTracing = only("tracing", "io.opentelemetry..");

    @ArchTest
    static final ArchRule logbackStaysInLogging = only("logging", "ch.qos.logback..", "net.logstash..");

    @ArchTest
    static final ArchRule localStoreLibraryStaysInStore = only("state.store", "org.h2..", "com.h2database..");

    @ArchTest
    static final ArchRule redisLibraryStaysInRedis = only("state.redis", "org.redisson..");

    @ArchTest
    static final ArchRule nativeCodeStaysInSystemd = only("systemd", "com.sun.jna..");

    @ArchTest
    static final ArchRule cipherLibraryStaysInSeal = only("state.seal", "com.nimbusds..");

    @ArchTest
    static final ArchRule theCatalogueNeedsStandardsOnly = classes()
            .that()
            .resideInAPackage("dev.resendmcp.api..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.resendmcp.api..",
                    "java..",
                    "jakarta.ws.rs..",
                    "jakarta.validation..",
                    "com.fasterxml.jackson.."));

    @ArchTest
    static final ArchRule earlyAnswersNeedNoLibraryButTheParser = classes()
            .that()
            .resideInAPackage("dev.resendmcp.early..")
            .or(type(Main.class))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("dev.resendmcp.early..", "java..", "com.fasterxml.jackson.core..")
                    .or(type(ResendMcpApplication.class))
                    .or(type(Main.class)));

    @ArchTest
    static final ArchRule nothingStaticHasState =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule standardOutputBelongsToCommands = noClasses()
            .that()
            .resideOutsideOfPackage("dev.resendmcp.cli..")
            .and(not(type(Main.class)))
            .should()
            .accessField(System.class, "out");

    @ArchTest
    static final ArchRule everyThreadIsWatched = noClasses()
            .that()
            .resideOutsideOfPackage("dev.resendmcp.threads..")
            // Their threads are shutdown hooks, which the JVM starts.
            .and(not(type(StdioCommand.class)))
            // Ends with the input, and nothing of the service is loaded yet.
            .and(not(type(EarlyAnswers.class)))
            .and(not(type(SystemdFeed.class)))
            .should()
            .callConstructorWhere(target(owner(assignableTo(Thread.class))))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Executors.class, ThreadPoolExecutor.class, ForkJoinPool.class, Timer.class)
            .orShould()
            .callMethod(LifecycleEnvironment.class, "scheduledExecutorService", String.class, boolean.class)
            .because("a thread that ends unseen takes its work with it: have it from Supervisor");

    @ArchTest
    static void packagesUseOnlyTheirNeighboursDownstream(JavaClasses code) {
        MAY_USE.forEach((from, allowed) -> check(code, BASE, "dev.resendmcp..", from, allowed));
    }

    @ArchTest
    static void partsOfMcpUseOnlyTheirNeighboursDownstream(JavaClasses code) {
        MCP_MAY_USE.forEach((from, allowed) -> check(code, BASE + "mcp.", BASE + "mcp.*..", from, allowed));
    }

    private static void check(JavaClasses code, String base, String scope, String from, List<String> allowed) {
        String[] open = Stream.concat(Stream.of(from), allowed.stream())
                .map(name -> base + name + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(base + from + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(scope).and(not(resideInAnyPackage(open))))
                .because(from + " may use " + allowed)
                .check(code);
    }

    @ArchTest
    static void theSimulatorNamesNoClassLikeTheApi(JavaClasses code) {
        Set<String> api = namesIn(code, BASE + "api");
        assertThat(namesIn(code, BASE + "simulator")).isNotEmpty().doesNotContainAnyElementsOf(api);
    }

    private static Set<String> namesIn(JavaClasses code, String packageName) {
        return code.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .filter(type -> (type.getPackageName() + ".").startsWith(packageName + "."))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
    }

    private static ArchRule only(String owner, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(BASE + owner + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }
}
