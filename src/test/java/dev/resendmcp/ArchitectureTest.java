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
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Data goes down the list {@code mcp → access → tools → api → client} and back; nothing runs against the stream. */
@AnalyzeClasses(packages = "dev.resendmcp", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "dev.resendmcp.";

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
    static final ArchRule htmlLibraryStaysInMail = only("mail", "org.jsoup..");

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
    static final ArchRule tokenLibraryStaysInSealAndJwt = noClasses()
            .that()
            .resideOutsideOfPackages("dev.resendmcp.state.seal..", "dev.resendmcp.access.jwt..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.nimbusds..");

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
            .onlyDependOnClassesThat(
                    resideInAnyPackage("dev.resendmcp.early..", "java..", "com.fasterxml.jackson.core..")
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
        PackageRules.MAY_USE.forEach((from, allowed) -> check(code, BASE, "dev.resendmcp..", from, allowed));
    }

    @ArchTest
    static void partsOfMcpUseOnlyTheirNeighboursDownstream(JavaClasses code) {
        PackageRules.MCP_MAY_USE.forEach(
                (from, allowed) -> check(code, BASE + "mcp.", BASE + "mcp.*..", from, allowed));
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
