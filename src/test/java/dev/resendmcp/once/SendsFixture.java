package dev.resendmcp.once;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.state.store.Journal;
import dev.resendmcp.testing.BreakableJournal;
import dev.resendmcp.testing.ManualClock;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ScriptedTools;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import io.dropwizard.util.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Sends over a scripted tool and a journal that can break, on a clock that a test moves. */
abstract class SendsFixture {
    static final java.time.Duration MINUTE = java.time.Duration.ofMinutes(1);
    static final String MAIL = "{'to': 'a@example.org', 'subject': 's'}";
    static final ToolError TIMEOUT = new ToolError("upstream_timeout", "m", 504, true, null);
    static final ToolError REFUSAL = new ToolError("validation_error", "m", 403, false, null);

    final ManualClock clock = new ManualClock();
    final BreakableJournal journal = new BreakableJournal(clock);
    final Deque<ToolError> failures = new ArrayDeque<>();
    final ScriptedTools resend = new ScriptedTools(
            List.of(definition("send_email", "idempotency_key", "to"), definition("get_email", "id")),
            call -> failures.isEmpty() ? sent() : ToolResult.failed(failures.pop()));
    final List<String> heard = new ArrayList<>();
    ExactlyOnceSends sends = sends(journal, Duration.minutes(10));
    int mails;

    ToolResult sent() {
        mails++;
        return ToolResult.of(McpCalls.json("{'id': 'mail-" + mails + "', 'score': 1.50}"));
    }

    ObjectNode send(String arguments) {
        // No two calls of a caller come at the same moment.
        clock.pass(java.time.Duration.ofMillis(1));
        return sends.call(new ToolCall(Caller.LOCAL, "send_email", arguments(arguments)))
                .content();
    }

    ObjectNode force() {
        return send(MAIL.replace("}", ", 'force_new': true}"));
    }

    List<String> keys() {
        return resend.calls().stream()
                .map(call -> call.arguments().path("idempotency_key").textValue())
                .toList();
    }

    ExactlyOnceSends sends(ScriptedTools inner) {
        return sends(inner, journal, Duration.minutes(10));
    }

    ExactlyOnceSends sends(Journal kept, Duration window) {
        return sends(resend, kept, window);
    }

    ExactlyOnceSends sends(ScriptedTools inner, Journal kept, Duration window) {
        SendMetrics metrics = new SendMetrics(new Metrics(java.time.Duration.ofMinutes(1))) {
            @Override
            public void ended(SendOutcome outcome) {
                heard.add(outcome.name());
            }

            @Override
            public void deduplicated(Source source) {
                heard.add(source.name());
            }

            @Override
            public void journalFailed() {
                heard.add("FAILED");
            }
        };
        return new ExactlyOnceSends(inner, kept, new SendSettings(window), MINUTE, metrics, clock);
    }

    static ObjectNode arguments(String json) {
        return (ObjectNode) McpCalls.json(json);
    }

    static ToolDefinition definition(String name, String... arguments) {
        ObjectNode schema = McpCalls.JSON.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (String argument : arguments) {
            properties.putObject(argument).put("type", "string").put("description", "D.");
        }
        return new ToolDefinition(
                "emails",
                name,
                "T",
                "D.",
                McpCalls.JSON.convertValue(schema, new TypeReference<>() {}),
                new ToolDefinition.Hints(false, false, false, false, true));
    }
}
