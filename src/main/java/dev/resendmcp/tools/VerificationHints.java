package dev.resendmcp.tools;

import dev.resendmcp.api.Effect;
import dev.resendmcp.api.Tool;
import dev.resendmcp.api.wire.Endpoint;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the tool to check whether a write took effect: for {@code POST /domains/{domain_id}/verify} the one that reads
 * {@code /domains/{domain_id}}, for {@code POST /domains} the one that lists {@code /domains}.
 */
final class VerificationHints {
    private final List<Method> tools;
    private final List<Method> reads;

    VerificationHints(Collection<Method> tools) {
        this.tools = List.copyOf(tools);
        this.reads = this.tools.stream()
                .filter(tool -> tool.isAnnotationPresent(GET.class))
                .toList();
    }

    /** Name of the tool that reads what this one writes, or its closest parent; empty if there is none. */
    Optional<String> of(Method write) {
        boolean routed =
                write.isAnnotationPresent(Path.class) || !route(write).get(0).isEmpty();
        return routed ? byRoute(write) : byName(write);
    }

    private Optional<String> byRoute(Method write) {
        List<String> route = route(write);
        return reads.stream()
                // The id of what was created is unknown, so a list is needed.
                .filter(read -> !creates(write) || !isTemplate(last(route(read))))
                .filter(read -> isAbove(route(read), route))
                .max(Comparator.comparing(read -> route(read).size()))
                .map(VerificationHints::name);
    }

    /** A tool that chooses between endpoints has no route of its own; related tools have related names. */
    private Optional<String> byName(Method write) {
        String thing = name(write).substring(name(write).indexOf('_') + 1);
        String wanted = creates(write) ? "list_" + thing + "s" : "get_" + thing;
        return tools.stream()
                .map(VerificationHints::name)
                .filter(wanted::equals)
                .findFirst();
    }

    private static boolean isAbove(List<String> read, List<String> write) {
        return read.size() <= write.size()
                && IntStream.range(0, read.size())
                        .allMatch(i -> read.get(i).equals(write.get(i))
                                || (isTemplate(read.get(i)) && isTemplate(write.get(i))));
    }

    private static boolean isTemplate(String segment) {
        return segment.startsWith("{");
    }

    private static String last(List<String> route) {
        return route.get(route.size() - 1);
    }

    private static List<String> route(Method method) {
        return List.of(Endpoint.route(method).split("/", -1));
    }

    private static boolean creates(Method method) {
        Effect effect = method.getAnnotation(Tool.class).effect();
        return effect == Effect.CREATE || effect == Effect.MERGE;
    }

    private static String name(Method method) {
        return method.getAnnotation(Tool.class).name();
    }
}
