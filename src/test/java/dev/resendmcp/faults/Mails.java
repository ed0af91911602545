package dev.resendmcp.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** E-mails that differ in their subject, and what the simulator accepted of them. */
final class Mails {
    private Mails() {}

    /** Arguments of a send. */
    static ObjectNode mail(String subject) {
        return McpCalls.JSON
                .createObjectNode()
                .put("from", "a@" + SeedData.DOMAIN_NAME)
                .put("to", "delivered@resend.dev")
                .put("subject", subject)
                .put("text", "t");
    }

    /** Subjects of mails that belong together. */
    static List<String> subjects(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + " " + i).toList();
    }

    /** Ids of all accepted mails by subject. A repeat under the same idempotency key gets the id of the first. */
    static Map<String, Set<String>> accepted(ResendSimulator resend) {
        Map<String, Set<String>> accepted = new TreeMap<>();
        for (RecordedRequest request : resend.requests()) {
            if (request.path().equals("/emails") && request.method().equals("POST") && request.status() == 200) {
                String subject =
                        McpCalls.tree(request.bodyText()).path("subject").asText();
                String id = McpCalls.tree(request.answer()).path("id").asText();
                accepted.computeIfAbsent(subject, s -> new HashSet<>()).add(id);
            }
        }
        return accepted;
    }

    /**
     * How intended mails fared.
     *
     * @param intended subjects
     * @param lost mails that were not accepted
     * @param doubled mails that were accepted more often than once
     */
    record Counts(int intended, int lost, int doubled) {
        static Counts of(ResendSimulator resend, Collection<String> subjects) {
            Map<String, Set<String>> accepted = accepted(resend);
            int lost = (int)
                    subjects.stream().filter(s -> !accepted.containsKey(s)).count();
            int doubled = (int) subjects.stream()
                    .filter(s -> accepted.getOrDefault(s, Set.of()).size() > 1)
                    .count();
            return new Counts(subjects.size(), lost, doubled);
        }

        @Override
        public String toString() {
            return intended + " mails, " + lost + " lost, " + doubled + " double";
        }
    }

    /** Id of an answered send; empty for an error. */
    static String id(JsonNode answer) {
        return answer.path("id").asText();
    }

    /** Name of a failed send's error; empty when it went well. */
    static String error(JsonNode answer) {
        return answer.at("/error/name").asText();
    }
}
