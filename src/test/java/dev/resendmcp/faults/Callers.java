package dev.resendmcp.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Sends mails through the service from many callers at a time. */
final class Callers {
    private Callers() {}

    /**
     * A send and what came of it.
     *
     * @param subject of the mail
     * @param answer structured content; missing when there was no answer of the service
     * @param broken what came instead of an answer; empty when there was one
     * @param seconds from the call to the answer
     */
    record Sent(String subject, JsonNode answer, String broken, double seconds) {
        boolean good() {
            return !Mails.id(answer).isEmpty();
        }
    }

    /** Sends one mail without waiting; never fails. */
    static CompletableFuture<Sent> send(McpCalls mcp, String subject) {
        return send(mcp, subject, Mails.mail(subject));
    }

    /** The same with the subject as the idempotency key. */
    static CompletableFuture<Sent> sendWithKey(McpCalls mcp, String subject) {
        return send(mcp, subject, Mails.mail(subject).put("idempotency_key", subject));
    }

    private static CompletableFuture<Sent> send(McpCalls mcp, String subject, ObjectNode mail) {
        long begin = System.nanoTime();
        return mcp.callLater("send_email", mail)
                .handle((answer, failure) -> new Sent(
                        subject,
                        failure == null ? answer : MissingNode.getInstance(),
                        failure == null ? "" : broken(failure),
                        Report.seconds(begin, System.nanoTime())));
    }

    /** Sends all at once, by the given clients in turn, without waiting. */
    static List<CompletableFuture<Sent>> sendAll(List<McpCalls> clients, List<String> subjects) {
        List<CompletableFuture<Sent>> calls = new ArrayList<>();
        for (String subject : subjects) {
            calls.add(send(clients.get(calls.size() % clients.size()), subject));
        }
        return calls;
    }

    /** Sends all, so many at a time, and waits for the answers. */
    static List<Sent> sendAll(McpCalls mcp, List<String> subjects, int atATime) {
        Semaphore places = new Semaphore(atATime);
        List<CompletableFuture<Sent>> calls = new ArrayList<>();
        for (String subject : subjects) {
            places.acquireUninterruptibly();
            calls.add(send(mcp, subject).whenComplete((sent, failure) -> places.release()));
        }
        return join(calls);
    }

    static List<Sent> join(List<CompletableFuture<Sent>> calls) {
        return calls.stream().map(CompletableFuture::join).toList();
    }

    static List<Double> seconds(List<Sent> sent) {
        return sent.stream().map(Sent::seconds).toList();
    }

    static List<Sent> bad(List<Sent> sent) {
        return sent.stream().filter(one -> !one.good()).toList();
    }

    private static String broken(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return "broken: " + cause.getMessage();
    }

    /** How many answers were errors, by name; an answer that never came counts as broken, with the reason. */
    static Map<String, Long> errors(List<Sent> sent) {
        return bad(sent).stream()
                .map(one -> one.answer().isMissingNode() ? one.broken() : Mails.error(one.answer()))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }
}
