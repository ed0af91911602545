package dev.resendmcp.mcp.conformance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.call.CallContext;
import dev.resendmcp.call.QueueEntry;
import dev.resendmcp.call.QueuePosition;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolDefinition.Hints;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Tools by the names that the conformance suites ask for, those that answer with JSON; {@link ContentFixtures} has the others. */
public final class FixtureTools implements Tools {
    private static final String NOTHING = "{'type':'object','properties':{}}";
    private static final String KEYWORDS = """
            {'$schema':'https://json-schema.org/draft/2020-12/schema','type':'object',
             '$defs':{'address':{'$anchor':'addressDef','type':'object',
               'properties':{'street':{'type':'string'},'city':{'type':'string'}}}},
             'properties':{'name':{'type':'string'},'address':{'$ref':'#/$defs/address'},
               'contactMethod':{'type':'string','enum':['phone','email']},
               'phone':{'type':'string'},'email':{'type':'string'}},
             'allOf':[{'anyOf':[{'required':['phone']},{'required':['email']}]}],
             'if':{'properties':{'contactMethod':{'const':'phone'}},'required':['contactMethod']},
             'then':{'required':['phone']},'else':{'required':['email']},
             'additionalProperties':false}""";
    /** How often a slow call is asked for its place before it ends; the client then has all notifications but the last. */
    private static final int ASKED = 4;

    private static final long LONGEST_SECONDS = 30;

    @Override
    public List<ToolDefinition> list() {
        List<ToolDefinition> plain = List.of(
                tool("json_schema_2020_12_tool", KEYWORDS),
                tool("test_tool_with_progress", NOTHING),
                tool("test_logging_tool", NOTHING),
                tool("test_error_handling", NOTHING));
        Stream<ToolDefinition> asking = InputFixtures.names().stream().sorted().map(name -> tool(name, NOTHING));
        return Stream.concat(plain.stream(), asking).toList();
    }

    @Override
    public ToolResult call(ToolCall call) {
        String name = call.name();
        if (name.equals("test_error_handling")) {
            return ToolResult.failed(new ToolError(
                    "test_error", "This tool intentionally returns an error for testing", 400, false, null));
        }
        if (name.equals("test_tool_with_progress")) {
            awaitNotifications();
        }
        return ToolResult.of(new TextNode("done"));
    }

    /** Waits until the client was sent its progress a few times. */
    private static void awaitNotifications() {
        CountDownLatch left = new CountDownLatch(ASKED);
        CallContext call = CallContext.current().orElseThrow();
        call.enter(new Asked(left));
        try {
            if (!left.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("No progress was reported for " + LONGEST_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            call.leave(Duration.ZERO, true);
        }
    }

    private static ToolDefinition tool(String name, String schema) {
        Map<String, Object> parsed = McpCalls.JSON.convertValue(McpCalls.json(schema), new TypeReference<>() {});
        return new ToolDefinition(
                "fixtures", name, name, "For tests", parsed, new Hints(true, false, false, true, false));
    }

    /** A call that goes next, and counts how often it is asked for its position. */
    private record Asked(CountDownLatch left) implements QueueEntry {
        @Override
        public QueuePosition position() {
            left.countDown();
            return new QueuePosition(0, Duration.ZERO);
        }

        @Override
        public void cancel() {
            // It is never cancelled.
        }
    }
}
