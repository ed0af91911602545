package dev.resendmcp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Thousands of damaged lines on standard input: each request gets its one answer, and the server goes on. */
@Tag("fuzz")
class StdioFuzzTest {
    private static final int LINES_AT_ONCE = 500;
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":\"the last one\",\"method\":\"ping\"}";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private final ValidMessages valid = new ValidMessages();

    @Test
    @Timeout(3_600)
    void everyRequestIsAnsweredOnceAndEverythingElseAtMostOnce() throws IOException {
        FuzzRun run = FuzzRun.configured();
        long begin = System.nanoTime();
        for (int at = 0; at < run.messages(); at += LINES_AT_ONCE) {
            int lines = Math.min(LINES_AT_ONCE, run.messages() - at);
            FuzzRun some = new FuzzRun(run.seed(), run.first() + at, lines);
            try {
                check(some);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(some + ": " + e.getMessage(), e);
            }
        }
        System.err.printf("%d lines in %.1f s%n", run.messages(), (System.nanoTime() - begin) / 1e9);
    }

    private void check(FuzzRun run) throws IOException {
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        for (int number = run.first(); number < run.first() + run.messages(); number++) {
            in.writeBytes(line("line-" + number, run.random(number)));
            in.write('\n');
        }
        in.writeBytes(PING.getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        service.running().stdio().serve(new ByteArrayInputStream(in.toByteArray()), out);
        compare(lines(in.toByteArray()), answers(out.toString(StandardCharsets.UTF_8)));
    }

    private byte[] line(String id, RandomGenerator random) {
        var message = valid.any(id, random);
        return random.nextBoolean()
                ? StructureDamage.damaged(message, random).getBytes(StandardCharsets.UTF_8)
                : ByteDamage.damaged(message.toString().getBytes(StandardCharsets.UTF_8), random);
    }

    /** What was sent, and by what id each line that must be answered is answered. */
    private static void compare(List<byte[]> lines, Map<JsonNode, Integer> answers) {
        Map<JsonNode, Integer> wanted = new HashMap<>();
        Set<JsonNode> cancelled = lines.stream()
                .flatMap(line -> AnswerRules.json(line).stream())
                .filter(json -> json.path("method").asText().equals("notifications/cancelled"))
                .map(json -> json.at("/params/requestId"))
                .collect(Collectors.toSet());
        for (byte[] line : lines) {
            answeredBy(line).ifPresent(id -> wanted.merge(id, 1, Integer::sum));
        }
        wanted.keySet().removeAll(cancelled);
        answers.keySet().removeAll(cancelled);
        assertThat(without(wanted, answers)).as("not answered").isEmpty();
        assertThat(without(answers, wanted)).as("answered for no reason").isEmpty();
    }

    private static Map<JsonNode, Integer> without(Map<JsonNode, Integer> all, Map<JsonNode, Integer> others) {
        Map<JsonNode, Integer> rest = new HashMap<>(all);
        rest.replaceAll((id, count) -> count - others.getOrDefault(id, 0));
        rest.values().removeIf(count -> count <= 0);
        return rest;
    }

    /** The id under which a line is answered, missing when it has none; empty when it is a notification. */
    private static Optional<JsonNode> answeredBy(byte[] line) {
        JsonNode json = AnswerRules.json(line).orElse(MissingNode.getInstance());
        JsonNode id = json.path("id");
        boolean params =
                json.path("params").isMissingNode() || json.path("params").isObject();
        boolean whole = json.path("jsonrpc").isTextual()
                && json.path("jsonrpc").asText().equals("2.0")
                && json.path("method").isTextual();
        if (whole && params && id.isMissingNode()) {
            return Optional.empty();
        }
        boolean readable = id.isTextual()
                ? StandardCharsets.UTF_8.newEncoder().canEncode(id.textValue())
                : id.isIntegralNumber() && id.canConvertToLong();
        return Optional.of(readable ? id : MissingNode.getInstance());
    }

    private static List<byte[]> lines(byte[] input) {
        List<byte[]> lines = new ArrayList<>();
        // Bytes as characters, so that nothing but the line feed ends a line.
        for (String line : new String(input, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            if (!line.chars().allMatch(Character::isWhitespace)) {
                lines.add(line.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return lines;
    }

    private static Map<JsonNode, Integer> answers(String output) {
        Map<JsonNode, Integer> answers = new HashMap<>();
        output.lines()
                .map(McpCalls::tree)
                .filter(message -> !message.has("method"))
                .forEach(message -> {
                    AnswerRules.checkResponse(message);
                    AnswerRules.checkNothingShown(message.toString());
                    answers.merge(message.path("id"), 1, Integer::sum);
                });
        return answers;
    }
}
