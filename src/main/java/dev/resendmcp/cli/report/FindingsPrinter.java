package dev.resendmcp.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.List;

/** Prints findings, for people or for machines. */
public final class FindingsPrinter {
    private final PrintStream out;
    private final String version;

    /**
     * @param out where findings go
     * @param version of the jar
     */
    public FindingsPrinter(PrintStream out, String version) {
        this.out = out;
        this.version = version;
    }

    /**
     * The form for machines.
     *
     * @param ok whether no check failed
     * @param version of the jar
     */
    private record Document(boolean ok, String version, List<Finding> checks) {}

    /**
     * Prints all findings.
     *
     * @param json whether as one JSON object
     * @throws CheckFailedException when one failed, so that the exit code is 1
     */
    public void print(List<Finding> findings, boolean json) throws CheckFailedException {
        if (json) {
            json(findings);
        } else {
            text(findings);
        }
        if (!ok(findings)) {
            throw new CheckFailedException();
        }
    }

    /** Whether no check failed. */
    private static boolean ok(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.status() == Status.FAILED);
    }

    /** One line for each finding, then a summary. */
    private void text(List<Finding> findings) {
        int width = findings.stream()
                .mapToInt(finding -> finding.check().length())
                .max()
                .orElse(0);
        findings.forEach(finding -> out.printf(
                "%-7s  %-" + width + "s  %s%n", finding.status().label(), finding.check(), finding.message()));
        out.printf(
                "%d checks: %d failed, %d warnings.%n",
                findings.size(), count(findings, Status.FAILED), count(findings, Status.WARNING));
    }

    private static long count(List<Finding> findings, Status status) {
        return findings.stream().filter(finding -> finding.status() == status).count();
    }

    /** One JSON object. */
    private void json(List<Finding> findings) {
        try {
            out.println(new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(new Document(ok(findings), version, findings)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
