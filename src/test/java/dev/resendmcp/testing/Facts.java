package dev.resendmcp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of {@code resend-endpoints.csv}, which was written from the API's documents, not from the code.
 *
 * @param tool name of the tool
 * @param module name of its module
 * @param method HTTP method
 * @param path template with a leading slash
 * @param query names of query parameters
 * @param bodyRequired names of required body fields; {@code [].x} is the field x of each element of a bare array
 * @param bodyOptional names of the other body fields
 */
public record Facts(
        String tool,
        String module,
        String method,
        String path,
        boolean readOnly,
        boolean destructive,
        boolean removes,
        boolean idempotent,
        boolean idempotencyKey,
        Set<String> query,
        Set<String> bodyRequired,
        Set<String> bodyOptional) {

    /** All rows by name of the tool. */
    public static Map<String, Facts> byTool() {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/resend-endpoints.csv"))) {
            return lines.skip(1)
                    .filter(line -> !line.isBlank())
                    .map(line -> of(line.split(",", -1)))
                    .collect(Collectors.toMap(Facts::tool, fact -> fact));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All names of body fields. */
    public Set<String> body() {
        Set<String> all = new TreeSet<>(bodyRequired);
        all.addAll(bodyOptional);
        return all;
    }

    private static Facts of(String[] cell) {
        return new Facts(
                cell[0],
                cell[1],
                cell[2],
                cell[3],
                yes(cell[4]),
                yes(cell[5]),
                yes(cell[6]),
                yes(cell[7]),
                yes(cell[8]),
                words(cell[9]),
                words(cell[10]),
                words(cell[11]));
    }

    private static boolean yes(String cell) {
        return cell.equals("yes");
    }

    private static Set<String> words(String cell) {
        return Stream.of(cell.split(" "))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
