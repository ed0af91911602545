package dev.resendmcp.cli.selftest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.cli.selftest.McpEndpoint.EndpointException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Uses the critical tools of a service, one after the other. Sends one mail, and schedules one that it cancels, both to the test
 * address of Resend; reads; changes nothing else.
 */
final class SelfTest {
    /** Resend accepts mail to it, delivers it to nobody, and does not count it as a bounce. */
    static final String TEST_ADDRESS = "delivered@resend.dev";

    private static final Set<String> CRITICAL =
            Set.of("send_email", "get_email", "update_email", "cancel_email", "list_emails", "list_domains");
    private static final Duration LATER = Duration.ofHours(1);

    private final McpEndpoint service;
    private final Clock clock;
    private final Optional<String> givenSender;
    private final List<Finding> findings = new ArrayList<>();

    /** @param givenSender address to send from; empty for the first verified domain */
    SelfTest(McpEndpoint service, Clock clock, Optional<String> givenSender) {
        this.service = service;
        this.clock = clock;
        this.givenSender = givenSender;
    }

    List<Finding> run() {
        try {
            findings.add(Finding.ok("service", service.handshake() + " answers at " + service.address() + "."));
            boolean cancelNeedsApproval = tools();
            ToolAnswer domains = domains();
            Optional<String> sender =
                    givenSender.or(() -> verifiedSender(domains.content().path("data")));
            if (sender.isEmpty()) {
                findings.add(Finding.failed(
                        "send_email",
                        "There is no verified domain to send from: verify one, or name a sender with --from."));
                return findings;
            }
            sendAndRead(sender.get(), domains.restricted());
            if (domains.restricted()) {
                findings.add(
                        Finding.skipped("schedule", "The API key may only send, so it could not cancel the mail."));
            } else if (cancelNeedsApproval) {
                findings.add(Finding.skipped(
                        "schedule", "To cancel the mail needs the approval of a person (APPROVE_TOOLS)."));
            } else {
                scheduleAndCancel(sender.get());
            }
        } catch (EndpointException e) {
            findings.add(Finding.failed("service", e.getMessage()));
        }
        return findings;
    }

    /** Returns whether cancelling needs an approval. */
    private boolean tools() throws EndpointException {
        JsonNode tools = service.tools();
        Set<String> names = StreamSupport.stream(tools.spliterator(), false)
                .map(tool -> tool.path("name").asText())
                .collect(Collectors.toSet());
        Set<String> missing =
                CRITICAL.stream().filter(name -> !names.contains(name)).collect(Collectors.toSet());
        findings.add(
                missing.isEmpty()
                        ? Finding.ok("tools", tools.size() + " tools are listed.")
                        : Finding.failed("tools", "Not listed: " + String.join(", ", missing) + "."));
        return StreamSupport.stream(tools.spliterator(), false)
                .filter(tool -> tool.path("name").asText().equals("cancel_email"))
                .anyMatch(tool -> tool.at("/inputSchema/properties").has("confirmation_token")
                        || tool.path("_meta").has("anthropic/requiresUserInteraction"));
    }

    private ToolAnswer domains() throws EndpointException {
        ToolAnswer answer = service.call("list_domains", arguments());
        report("list_domains", answer, answer.content().path("data").size() + " domains were read.");
        return answer;
    }

    private static Optional<String> verifiedSender(JsonNode domains) {
        return StreamSupport.stream(domains.spliterator(), false)
                .filter(domain -> "verified".equals(domain.path("status").asText()))
                .map(domain -> "selftest@" + domain.path("name").asText())
                .findFirst();
    }

    private void sendAndRead(String sender, boolean sendsOnly) throws EndpointException {
        ObjectNode mail = mail(sender).put("idempotency_key", "selftest-" + UUID.randomUUID());
        ToolAnswer sent = service.call("send_email", mail);
        if (!report("send_email", sent, "Mail " + sent.text("id") + " was sent to " + TEST_ADDRESS + ".")) {
            return;
        }
        ToolAnswer repeated = service.call("send_email", mail);
        boolean same = repeated.text("id").equals(sent.text("id"));
        findings.add(
                same
                        ? Finding.ok("repeat", "A repeat of the same call sent nothing and returned the same id.")
                        : Finding.failed("repeat", "A repeat of the same call was not recognized: see STATE_DIR."));
        if (sendsOnly) {
            // The service hides what such a key cannot do.
            findings.add(Finding.skipped("get_email", "The API key may only send."));
            findings.add(Finding.skipped("list_emails", "The API key may only send."));
            return;
        }
        ToolAnswer read = service.call("get_email", arguments().put("email_id", sent.text("id")));
        report("get_email", read, "The mail can be read; its last event is " + read.text("last_event") + ".");
        ToolAnswer list = service.call("list_emails", arguments().put("limit", 1));
        report("list_emails", list, "Sent mails can be listed.");
    }

    private void scheduleAndCancel(String sender) throws EndpointException {
        ObjectNode mail = mail(sender).put("scheduled_at", inFuture(LATER)).put("force_new", true);
        ToolAnswer scheduled = service.call("send_email", mail);
        String id = scheduled.text("id");
        if (!report("schedule", scheduled, "Mail " + id + " was scheduled in an hour.")) {
            return;
        }
        ToolAnswer moved = service.call(
                "update_email", arguments().put("email_id", id).put("scheduled_at", inFuture(LATER.plus(LATER))));
        report("update_email", moved, "It was moved to an hour later.");
        ToolAnswer cancelled = service.call("cancel_email", arguments().put("email_id", id));
        if (!report("cancel_email", cancelled, "It was cancelled.")) {
            findings.add(Finding.warning(
                    "cleanup",
                    "Mail " + id + " to " + TEST_ADDRESS + " is still scheduled; cancel it with cancel_email."));
            return;
        }
        ToolAnswer read = service.call("get_email", arguments().put("email_id", id));
        findings.add(
                "canceled".equals(read.text("last_event"))
                        ? Finding.ok("cancelled", "Resend says that it is cancelled.")
                        : Finding.failed(
                                "cancelled", "Its last event is " + read.text("last_event") + ", not canceled."));
    }

    private String inFuture(Duration from) {
        return clock.instant().plus(from).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Adds the finding of a step. Returns whether its tool did what it should. */
    private boolean report(String step, ToolAnswer answer, String success) {
        if (answer.needsApproval()) {
            findings.add(Finding.skipped(step, "Needs the approval of a person (APPROVE_TOOLS); nothing was done."));
        } else if (answer.restricted()) {
            findings.add(Finding.skipped(step, "The API key may only send."));
        } else if (answer.error()) {
            findings.add(Finding.failed(step, answer.describe()));
        } else {
            findings.add(Finding.ok(step, success));
            return true;
        }
        return false;
    }

    private static ObjectNode mail(String sender) {
        return arguments()
                .put("from", sender)
                .put("to", TEST_ADDRESS)
                .put("subject", "Self-test of resend-full-mcp")
                .put("text", "Sent by the command selftest to the test address of Resend.");
    }

    private static ObjectNode arguments() {
        return McpEndpoint.JSON.createObjectNode();
    }
}
