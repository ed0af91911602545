package dev.resendmcp.mcp;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.tools.Caller;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolDefinition.Hints;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tools by the names that the conformance suites ask for, those that answer with JSON; {@link ContentFixtures} has the others. */
final class FixtureTools implements Tools {
    private static final String NOTHING = "{'type':'object','properties':{}}";
    private static final String HEADERS = """
            {'type':'object','required':['region'],'properties':{
              'region':{'type':'string','x-mcp-header':'Region'},
              'count':{'type':'integer','x-mcp-header':'Count'}}}""";
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
    /** Long enough for three notifications, of which there is one a second. */
    private static final long SLOW_MILLIS = 3_500;

    @Override
    public List<ToolDefinition> list(Caller caller) {
        List<ToolDefinition> plain = List.of(
                tool("test_custom_headers", HEADERS),
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
        if (InputFixtures.names().contains(name)) {
            return InputFixtures.call(call);
        }
        if (name.equals("test_error_handling")) {
            return ToolResult.failed(new ToolError(
                    "test_error", "This tool intentionally returns an error for testing", 400, false, null));
        }
        if (name.equals("test_tool_with_progress")) {
            try {
                Thread.sleep(SLOW_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return ToolResult.of(new TextNode("done"));
    }

    private static ToolDefinition tool(String name, String schema) {
        Map<String, Object> parsed = McpCalls.JSON.convertValue(McpCalls.json(schema), new TypeReference<>() {});
        return new ToolDefinition("fixtures", name, name, "For tests", parsed, new Hints(true, false, true, false));
    }
}
