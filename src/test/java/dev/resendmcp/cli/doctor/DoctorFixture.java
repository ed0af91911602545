package dev.resendmcp.cli.doctor;

import dev.resendmcp.ResendMcpApplication;
import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.cli.doctor.Doctor.Patient;
import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.cli.settings.SettingsReader;
import dev.resendmcp.cli.settings.Variables;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import dev.resendmcp.threads.Supervisor;
import io.dropwizard.core.setup.Bootstrap;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The doctor with the project's {@code config.yml}, in front of servers of the test. */
abstract class DoctorFixture {
    static final Reply DOMAINS =
            Reply.of(200, "{\"object\":\"list\",\"data\":[]}").with("ratelimit-limit", "5");

    /** Bounds that a busy machine keeps. */
    static final Bounds PATIENT = Bounds.DEFAULT
            .withStep(Duration.ofMinutes(1))
            .withSlow(Duration.ofMinutes(1))
            .withFreeBytes(0);

    @TempDir
    Path directory;

    /** Findings with these variables, besides a key, free ports and directories of the test. */
    List<Finding> examine(Bounds bounds, Clock clock, Map<String, String> more) throws Exception {
        Map<String, String> variables = new HashMap<>(Map.of(
                "RESEND_API_KEY",
                SeedData.FULL_ACCESS_KEY,
                "MCP_PORT",
                "0",
                "ADMIN_PORT",
                "0",
                "LOG_DIR",
                directory.resolve("logs").toString(),
                "STATE_DIR",
                directory.resolve("state").toString()));
        variables.putAll(more);
        ResendMcpApplication application = new ResendMcpApplication(Variables.of(variables));
        Bootstrap<ResendMcpConfiguration> bootstrap = new Bootstrap<>(application);
        application.initialize(bootstrap);
        ResendMcpConfiguration configuration =
                SettingsReader.read(bootstrap, bootstrap.getConfigurationSourceProvider(), "config.yml");
        Map<String, Path> secrets = Variables.of(variables).secretFiles();
        return new Doctor(bounds, clock, new Supervisor(status -> {}))
                .examine(new Patient("config.yml", configuration, List.of(), secrets));
    }

    List<Finding> examine(Map<String, String> more) throws Exception {
        return examine(PATIENT, Clock.systemUTC(), more);
    }

    /** Findings in front of a server that answers at an address. */
    List<Finding> examine(URI upstream, Map<String, String> more) throws Exception {
        Map<String, String> all = new HashMap<>(more);
        all.put("RESEND_API_BASE_URL", upstream.toString());
        return examine(all);
    }

    /** The only finding of a check. */
    static Finding only(List<Finding> findings, String check) {
        List<Finding> found = findings.stream()
                .filter(finding -> finding.check().equals(check))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(check + " is not in here once: " + findings);
        }
        return found.get(0);
    }
}
