package dev.resendmcp.simulator.core;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The route table. */
final class Routes {
    private final List<Route> rows;

    Routes(List<Route> rows) {
        this.rows = rows.stream()
                .sorted(Comparator.comparingInt(Route::fixedSegments).reversed())
                .toList();
    }

    /** The route for the path, if any; fixed segments win over placeholders. */
    Optional<Route> find(String method, List<String> path) {
        return rows.stream()
                .filter(row -> row.method().equals(method) && row.leadsTo(path))
                .findFirst();
    }

    /** The error for a path without a route: it does not exist, or not with this method. */
    ApiException missing(List<String> path) {
        boolean known = rows.stream().anyMatch(row -> row.leadsTo(path));
        return known
                ? new ApiException(405, "method_not_allowed", "The method is not allowed for this endpoint.")
                : ApiException.notFound("Endpoint");
    }

    /** Segments of a raw path, each decoded once and only after splitting, so that %2F stays inside its segment. */
    static List<String> segments(String rawPath) {
        try {
            return Arrays.stream(rawPath.substring(1).split("/", -1))
                    // A plus sign means itself in a path.
                    .map(raw -> URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw ApiException.unreadable("The path has invalid percent-encoding.");
        }
    }
}
