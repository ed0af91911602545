package dev.resendmcp.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a list of tools costs, and how well its tools are found.
 *
 * @param tokens o200k tokens of names, descriptions and input schemas
 * @param described share of arguments with a description, those inside objects too
 * @param requests number of requests that one of the tools can answer
 * @param recall1 share of requests whose tool is found first
 * @param recall3 share of requests whose tool is among the first three
 * @param recall5 share of requests whose tool is among the first five
 * @param missed requests whose tool is not among the first five
 */
public record ToolListFigures(
        int tokens,
        double described,
        int requests,
        double recall1,
        double recall3,
        double recall5,
        List<String> missed) {
    private static final Encoding TOKENS = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request in people's words and the tools that answer it. */
    public record Request(String words, Set<String> tools) {}

    /** The requests of {@code search/requests.tsv}, which were written before the descriptions. */
    public static List<Request> allRequests() {
        try {
            return Files.readAllLines(Path.of("src/test/resources/search/requests.tsv")).stream()
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Request(cells[0], Set.of(cells[1].split("\\|", -1))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Figures of the tools of a {@code tools/list}. */
    public static ToolListFigures of(JsonNode tools) {
        return of(tools, UnaryOperator.identity());
    }

    /** The same for a server that calls its tools differently: the function turns our names into its names. */
    static ToolListFigures of(JsonNode tools, UnaryOperator<Set<String>> theirs) {
        ToolSearch search = new ToolSearch(tools);
        Set<String> names = Set.copyOf(search.find(""));
        List<Request> requests = allRequests().stream()
                .map(request -> new Request(request.words(), theirs.apply(request.tools())))
                .filter(request -> request.tools().stream().anyMatch(names::contains))
                .toList();
        List<String> missed = new ArrayList<>();
        int[] found = new int[3];
        for (Request request : requests) {
            List<String> order = search.find(request.words());
            int rank = request.tools().stream()
                    .mapToInt(order::indexOf)
                    .filter(place -> place >= 0)
                    .min()
                    .orElseThrow();
            found[0] += rank < 1 ? 1 : 0;
            found[1] += rank < 3 ? 1 : 0;
            found[2] += rank < 5 ? 1 : 0;
            if (rank >= 5) {
                missed.add(request.words() + ": " + order.subList(0, 3));
            }
        }
        double all = Math.max(1, requests.size());
        return new ToolListFigures(
                cost(tools), described(tools), requests.size(), found[0] / all, found[1] / all, found[2] / all, missed);
    }

    /** o200k tokens of a text. */
    public static int tokens(String text) {
        return TOKENS.countTokensOrdinary(text);
    }

    private static int cost(JsonNode tools) {
        int sum = 0;
        for (JsonNode tool : tools) {
            sum += tokens(tool.path("name").asText())
                    + tokens(tool.path("description").asText())
                    + tokens(text(tool.path("inputSchema")));
        }
        return sum;
    }

    private static String text(JsonNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double described(JsonNode tools) {
        int[] count = new int[2];
        tools.forEach(tool -> count(tool.path("inputSchema"), count));
        return (double) count[1] / Math.max(1, count[0]);
    }

    private static void count(JsonNode schema, int[] count) {
        schema.path("properties").forEach(property -> {
            count[0]++;
            count[1] += property.has("description") ? 1 : 0;
            count(property, count);
        });
        for (String inside : new String[] {"items", "additionalProperties"}) {
            if (schema.path(inside).isObject()) {
                count(schema.path(inside), count);
            }
        }
    }
}
