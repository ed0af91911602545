package dev.resendmcp.cli.doctor;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.access.callers.AuthSettings;
import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.cli.settings.SettingException;
import dev.resendmcp.cli.settings.StartRules;
import dev.resendmcp.client.probe.ResendProbe;
import dev.resendmcp.client.settings.ResendSettings;
import dev.resendmcp.release.Release;
import dev.resendmcp.threads.Supervisor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Examines the service from outside. Makes one request to Resend, which reads one domain, and changes nothing that a running
 * service uses.
 */
final class Doctor {
    private final Bounds bounds;
    private final Clock clock;
    private final BoundedStep bounded;

    /**
     * @param bounds what counts as too slow or too full
     * @param clock of this machine
     * @param threads provides the threads of checks that may hang
     */
    Doctor(Bounds bounds, Clock clock, Supervisor threads) {
        this.bounds = bounds;
        this.clock = clock;
        this.bounded = new BoundedStep(threads, bounds.step());
    }

    /**
     * What the doctor was given.
     *
     * @param file path of the configuration file
     * @param configuration read from it
     * @param unusedVariables sentences about variables that nothing reads
     * @param secretFiles files with secrets, by the setting that names each
     */
    record Patient(
            String file,
            ResendMcpConfiguration configuration,
            List<String> unusedVariables,
            Map<String, Path> secretFiles) {}

    List<Finding> examine(Patient patient) {
        ResendMcpConfiguration configuration = patient.configuration();
        LocalChecks local = new LocalChecks(configuration, bounds);
        List<Finding> findings =
                new ArrayList<>(ConfigurationChecks.of(patient.file(), configuration, patient.unusedVariables()));
        findings.addAll(resend(configuration));
        findings.addAll(bounded.run("state", local::state));
        findings.addAll(bounded.run("logs", local::logs));
        findings.addAll(LocalChecks.secrets(patient.secretFiles()));
        findings.addAll(bounded.run("redis", local::redis));
        findings.addAll(bounded.run("ports", () -> ports(configuration)));
        return List.copyOf(findings);
    }

    private List<Finding> resend(ResendMcpConfiguration configuration) {
        ResendSettings settings = configuration.resend();
        boolean keysOfCallers = configuration.auth().type() == AuthSettings.Type.RESEND_KEY;
        if (settings.apiKey() == null && !keysOfCallers) {
            return List.of(Finding.skipped("resend", "Not checked, because RESEND_API_KEY is not set."));
        }
        String userAgent = "resend-full-mcp/" + Release.ofThisJar().version();
        // A single wait is shorter than the step, so that its own failure is reported.
        ResendProbe probe = new ResendProbe(settings, userAgent, bounds.step().dividedBy(2), clock);
        OptionalInt rate = settings.rateLimit() == null ? OptionalInt.empty() : OptionalInt.of(settings.rateLimit());
        Optional<AnswerChecks> answers = keysOfCallers ? Optional.empty() : Optional.of(new AnswerChecks(bounds, rate));
        return new ResendChecks(probe, answers, clock).run(bounded);
    }

    private static List<Finding> ports(ResendMcpConfiguration configuration) {
        try {
            boolean stateInUse = configuration.state().directory().isInUse();
            return new PortChecks(StartRules.ports(configuration), stateInUse).run();
        } catch (SettingException e) {
            return List.of(Finding.failed("ports", e.getMessage()));
        }
    }
}
