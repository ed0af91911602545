package dev.resendmcp.cli;

import dev.resendmcp.audit.AuditKey;
import dev.resendmcp.audit.AuditVerifier;
import dev.resendmcp.audit.AuditVerifier.Report;
import dev.resendmcp.cli.settings.SettingException;
import dev.resendmcp.cli.settings.Variables;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code audit verify}: says whether the audit files are as they were written, and from which line on they are not. */
public final class AuditCommand extends Command {
    private final Variables variables;

    /** @param variables provide directory and key */
    public AuditCommand(Variables variables) {
        super("audit", "Verifies the audit log (uses AUDIT_DIR and AUDIT_KEY)");
        this.variables = variables;
    }

    @Override
    public void configure(Subparser subparser) {
        subparser.addArgument("action").choices("verify").help("what to do: verify");
        subparser.addArgument("--dir").help("directory of the files; default: AUDIT_DIR, otherwise STATE_DIR/audit");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace namespace) throws Exception {
        Path directory = directory(namespace.getString("dir"));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean sound = true;
        try {
            for (Path chain : chains(directory)) {
                Report report = new AuditVerifier(chain, key()).verify();
                print(chain, report, out);
                sound &= report.sound();
            }
        } catch (IOException e) {
            throw new SettingException("The audit log cannot be read ("
                    + e.getClass().getSimpleName() + "): run this command as the user of the service.");
        }
        if (!sound) {
            throw new SettingException("The audit log is not as it was written.");
        }
    }

    private Path directory(String given) {
        if (given != null) {
            return Path.of(given);
        }
        return variables
                .get("AUDIT_DIR")
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(variables.get("STATE_DIR").orElse("./state"), "audit"));
    }

    private AuditKey key() {
        try {
            return AuditKey.of(variables.get("AUDIT_KEY").orElse(""));
        } catch (IllegalArgumentException e) {
            throw new SettingException("AUDIT_KEY " + e.getMessage() + ".");
        }
    }

    /** The directory itself, and one for each process of the command stdio. */
    private static List<Path> chains(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new SettingException(
                    "There is no directory " + directory + ": name the one of the audit log with --dir.");
        }
        List<Path> chains = new ArrayList<>();
        try (Stream<Path> inside = Files.list(directory)) {
            inside.filter(path -> path.getFileName().toString().matches("stdio-\\d+"))
                    .sorted()
                    .forEach(chains::add);
        }
        if (chains.isEmpty() || Files.exists(directory.resolve("audit.head"))) {
            chains.add(directory);
        }
        return chains;
    }

    private static void print(Path chain, Report report, PrintStream out) {
        out.println(chain + ": " + report.lines() + " good lines in " + report.files() + " files, last digest "
                + report.chain());
        if (report.unfinished() > 0) {
            out.println("  " + report.unfinished()
                    + " bytes at the end are an unfinished line: the service ended while it wrote, or still writes");
        }
        report.fault().ifPresent(fault -> out.println("  FAULT from here on: " + fault));
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        cli.getStdErr().println(failure.getMessage());
    }
}
