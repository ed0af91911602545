package dev.resendmcp.cli.doctor;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.cli.settings.StartRules;
import java.util.ArrayList;
import java.util.List;

/** The rules that settings must meet for the service to start, each reported, not only the first. */
final class ConfigurationChecks {
    private static final String CHECK = "configuration";

    private ConfigurationChecks() {}

    /**
     * Applies all rules.
     *
     * @param file path of the configuration file
     * @param warnings sentences about variables that nothing reads
     */
    static List<Finding> of(String file, ResendMcpConfiguration configuration, List<String> warnings) {
        List<Finding> findings = new ArrayList<>();
        StartRules.faults(configuration).forEach(fault -> findings.add(Finding.failed(CHECK, fault)));
        warnings.forEach(warning -> findings.add(Finding.warning(CHECK, warning)));
        return findings.isEmpty() ? List.of(Finding.ok(CHECK, file + " is valid.")) : List.copyOf(findings);
    }
}
