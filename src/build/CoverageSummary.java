import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints line coverage by package from JaCoCo's CSV report, as the last lines of a build. */
public final class CoverageSummary {
    private CoverageSummary() {}

    public static void main(String[] args) throws IOException {
        Path report = Path.of(args[0]);
        if (!Files.exists(report)) {
            System.out.println("Coverage: no report, tests were skipped.");
            return;
        }
        List<String> header = List.of(Files.readAllLines(report).get(0).split(","));
        int name = header.indexOf("PACKAGE");
        int missed = header.indexOf("LINE_MISSED");
        int covered = header.indexOf("LINE_COVERED");
        Map<String, long[]> packages = new TreeMap<>();
        for (String line : Files.readAllLines(report).subList(1, Files.readAllLines(report).size())) {
            String[] cells = line.split(",");
            long[] counts = packages.computeIfAbsent(cells[name], any -> new long[2]);
            counts[0] += Long.parseLong(cells[covered]);
            counts[1] += Long.parseLong(cells[covered]) + Long.parseLong(cells[missed]);
        }
        long[] total = new long[2];
        packages.forEach((pkg, counts) -> {
            print(pkg, counts);
            total[0] += counts[0];
            total[1] += counts[1];
        });
        print("all packages", total);
    }

    private static void print(String name, long[] counts) {
        double percent = counts[1] == 0 ? 0 : 100.0 * counts[0] / counts[1];
        System.out.printf(Locale.ROOT, "Coverage: %5.1f %% of %5d lines  %s%n", percent, counts[1], name);
    }
}
