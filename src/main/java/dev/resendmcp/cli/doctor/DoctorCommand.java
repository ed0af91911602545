package dev.resendmcp.cli.doctor;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.cli.QuietOutput;
import dev.resendmcp.cli.report.CheckFailedException;
import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.cli.report.FindingsPrinter;
import dev.resendmcp.cli.settings.ConfigurationFile;
import dev.resendmcp.cli.settings.SettingException;
import dev.resendmcp.cli.settings.SettingsReader;
import dev.resendmcp.cli.settings.StartFailure;
import dev.resendmcp.cli.settings.StartRules;
import dev.resendmcp.release.Release;
import dev.resendmcp.threads.Supervisor;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code doctor}: examines everything that the service needs and prints a line for each check. The exit code is 0 unless a check
 * failed. May run beside the service.
 */
public final class DoctorCommand extends Command {
    private final Supervisor threads;

    /** @param threads provides the threads of checks that may hang */
    public DoctorCommand(Supervisor threads) {
        super("doctor", "Examines settings, network, key, disk, Redis and ports, and says how to mend what is wrong");
        this.threads = threads;
    }

    @Override
    public void configure(Subparser subparser) {
        subparser.addArgument("file").nargs("?").help("the configuration file");
        subparser.addArgument("--json").action(Arguments.storeTrue()).help("print one JSON object");
    }

    @Override
    @SuppressWarnings("unchecked")
    public void run(Bootstrap<?> any, Namespace namespace) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        QuietOutput.silence();
        String file = namespace.getString("file");
        StartRules.requireFile(file, getName());
        List<Finding> findings = findings((Bootstrap<ResendMcpConfiguration>) any, file);
        new FindingsPrinter(out, Release.ofThisJar().version()).print(findings, namespace.getBoolean("json"));
    }

    private List<Finding> findings(Bootstrap<ResendMcpConfiguration> bootstrap, String file) {
        ConfigurationFile source = ConfigurationFile.of(bootstrap);
        try {
            ResendMcpConfiguration configuration = SettingsReader.read(bootstrap, source, file);
            Map<String, Path> secrets = new TreeMap<>(source.variables().secretFiles());
            Path dotEnv = Path.of(file).toAbsolutePath().resolveSibling(".env");
            if (Files.exists(dotEnv)) {
                secrets.put(".env", dotEnv);
            }
            return new Doctor(Bounds.DEFAULT, Clock.systemUTC(), threads)
                    .examine(new Doctor.Patient(file, configuration, source.unused(), secrets));
        } catch (IOException | ConfigurationException | SettingException e) {
            return List.of(
                    Finding.failed("configuration", StartFailure.sentence(file, e)),
                    Finding.skipped("everything else", "Not checked, because the settings cannot be read."));
        }
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        if (!(failure instanceof CheckFailedException)) {
            StartFailure.report(cli, namespace, failure);
        }
    }
}
