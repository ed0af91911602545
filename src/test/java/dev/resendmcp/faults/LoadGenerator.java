package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.faults.Callers.Sent;
import dev.resendmcp.faults.Mails.Counts;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.McpCalls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Many callers who come at the same moment.
 *
 * @param resend counts
 * @param limit requests per second that it allows
 * @param replicas to which the callers go in turn
 */
record LoadGenerator(ResendSimulator resend, int limit, List<McpCalls> replicas) {
    /** The short form is over before all code is compiled, on machines that have other work to do. */
    private static final double LEAST_USE = Report.size(70, 95) / 100.0;

    /** In a line that moves evenly the last one waits twice the mean. The rest is a busy machine. */
    private static final double LONGEST_WAIT = 2 * Report.size(130, 110) / 100.0;

    /** Settings with which nobody is turned away, however long the line is. */
    static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "resend.maxWait", "10m",
                "resend.callTimeout", "15m",
                "mcp.maxConcurrentCalls", "10000"));
        settings.putAll(more);
        return settings;
    }

    /** They come, and all pass as they should. */
    void passes(String name, int callers) {
        // Connections are made and code is compiled before the clock runs.
        Callers.join(Callers.sendAll(replicas, Mails.subjects(name + " warm-up", 2 * limit)));
        List<String> subjects = Mails.subjects(name, callers);
        long begin = System.nanoTime();
        List<Sent> sent = Callers.join(Callers.sendAll(replicas, subjects));
        List<RecordedRequest> requests = since(begin);
        long refused = refused();
        double use = use(requests);
        double mean = Report.mean(Callers.seconds(sent));
        double longest = Report.largest(Callers.seconds(sent));
        Counts tally = Counts.of(resend, subjects);
        Report.print(
                "%s: %d callers, %s; limit %d, busiest second %d, %.3f of it used, %d answers 429;"
                        + " mean wait %.2f s, longest %.2f s = %.2f means; errors %s",
                name,
                callers,
                tally,
                limit,
                resend.busiestSecond(),
                use,
                refused,
                mean,
                longest,
                longest / mean,
                Callers.errors(sent));
        assertThat(Callers.errors(sent)).isEmpty();
        assertThat(tally).isEqualTo(new Counts(callers, 0, 0));
        neverAboveTheLimit();
        assertThat(use).as("use of the limit").isGreaterThanOrEqualTo(LEAST_USE);
        assertThat(longest / mean).as("longest wait in means").isLessThanOrEqualTo(LONGEST_WAIT);
    }

    /** The limit held from the beginning until now. */
    void neverAboveTheLimit() {
        assertThat(resend.busiestSecond()).as("busiest second").isLessThanOrEqualTo(limit);
        assertThat(refused()).as("answers 429").isZero();
    }

    long refused() {
        return resend.requests().stream()
                .filter(request -> request.status() == 429)
                .count();
    }

    List<RecordedRequest> since(long nanoTime) {
        return resend.requests().stream()
                .filter(request -> request.nanoTime() >= nanoTime)
                .toList();
    }

    /** Part of the limit that requests used, between the first and the last. The first window of them came at once. */
    private double use(List<RecordedRequest> requests) {
        long first = requests.get(0).nanoTime();
        long last = requests.get(requests.size() - 1).nanoTime();
        return (requests.size() - limit) / (limit * Report.seconds(first, last));
    }
}
