package dev.resendmcp.mcp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.dispatch.McpMethod;
import dev.resendmcp.mcp.dispatch.RequestContext;
import dev.resendmcp.mcp.dispatch.RpcException;
import dev.resendmcp.mcp.dispatch.ServerInfo;
import dev.resendmcp.mcp.message.RpcError;
import dev.resendmcp.mcp.methods.McpMethods;
import dev.resendmcp.mcp.methods.ToolMethods;
import dev.resendmcp.state.seal.SealedState;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.tools.Tools;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ListPromptsResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourceTemplatesResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourcesResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every kind of content the protocol has, in tools, prompts and resources by the names that the conformance suites ask for. */
final class ContentFixtures {
    private static final String TEMPLATE = "test://template/{id}/data";
    private static final Content TEXT = text("A text.");
    /** One grey pixel. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==";

    private static final Content IMAGE = ImageContent.builder(PNG, "image/png").build();
    /** The header of a WAV file of no length. */
    private static final Content AUDIO = AudioContent.builder(
                    "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=", "audio/wav")
            .build();

    private static final Map<String, List<Content>> TOOLS = Map.of(
            "test_simple_text", List.of(TEXT),
            "test_image_content", List.of(IMAGE),
            "test_audio_content", List.of(AUDIO),
            "test_embedded_resource", List.of(embedded("test://embedded-resource")),
            "test_multiple_content_types", List.of(TEXT, IMAGE, embedded("test://embedded-resource")));
    private static final Map<String, Fixture> PROMPTS = prompts();
    private static final Map<String, ResourceContents> CONTENTS = Map.of(
            "test://static-text",
            contents("test://static-text", "A text."),
            "test://static-binary",
            BlobResourceContents.builder("test://static-binary", PNG)
                    .mimeType("image/png")
                    .build());

    private ContentFixtures() {}

    /** The table of the service with these handlers for what they replace. */
    static List<McpMethod> table(ServerInfo server, Tools tools, SealedState seal) {
        ToolMethods standard = new ToolMethods(tools, seal, McpCalls.JSON);
        Map<String, McpMethod.Handler> own = Map.of(
                "tools/list", (context, params) -> withTools(standard.list(context, params)),
                "tools/call", (context, params) -> call(standard, context, params),
                "prompts/list",
                        (context, params) -> json(ListPromptsResult.builder(PROMPTS.values().stream()
                                        .map(Fixture::listed)
                                        .toList())
                                .build()),
                "prompts/get", ContentFixtures::prompt,
                "resources/list",
                        (context, params) -> json(ListResourcesResult.builder(CONTENTS.values().stream()
                                        .map(ContentFixtures::listed)
                                        .toList())
                                .build()),
                "resources/templates/list",
                        (context, params) -> json(ListResourceTemplatesResult.builder(
                                        List.of(ResourceTemplate.builder(TEMPLATE, "template")
                                                .description("For tests")
                                                .build()))
                                .build()),
                "resources/read", (context, params) -> read(params.path("uri").asText()),
                "completion/complete",
                        (context, params) ->
                                json(new CompleteResult(new CompleteCompletion(List.of("test1", "test2"), 2, false))));
        return McpMethods.table(server, standard, tools, Map::of, caller -> Map.of(), McpCalls.JSON).stream()
                .map(method -> own.containsKey(method.name()) ? with(method, own.get(method.name())) : method)
                .toList();
    }

    private static McpMethod with(McpMethod method, McpMethod.Handler handler) {
        return new McpMethod(
                method.name(),
                method.revisions(),
                method.params(),
                method.execution(),
                method.timeToLive(),
                method.subject(),
                handler);
    }

    private static ObjectNode withTools(ObjectNode listed) {
        ObjectNode all = listed.deepCopy();
        TOOLS.keySet()
                .forEach(name -> all.withArray("tools")
                        .add(json(Tool.builder(name, Map.of("type", "object"))
                                .description("For tests")
                                .build())));
        return all;
    }

    private static ObjectNode call(ToolMethods standard, RequestContext context, JsonNode params) {
        String name = params.path("name").asText();
        if (InputFixtures.names().contains(name)) {
            return InputFixtures.call(context, name);
        }
        return TOOLS.containsKey(name)
                ? json(CallToolResult.builder(TOOLS.get(name)).build())
                : standard.call(context, params);
    }

    private static ObjectNode prompt(RequestContext context, JsonNode params) {
        String name = params.path("name").asText();
        if (name.equals(InputFixtures.PROMPT)) {
            return json(InputFixtures.get(context));
        }
        return json(GetPromptResult.builder(PROMPTS.get(name).content().apply(params.path("arguments")).stream()
                        .map(part -> PromptMessage.builder(Role.USER, part).build())
                        .toList())
                .build());
    }

    private static ObjectNode read(String uri) {
        // A URI of the template answers with itself, the value of the variable within it.
        ResourceContents contents = uri.startsWith("test://template/") ? contents(uri, uri) : CONTENTS.get(uri);
        if (contents == null) {
            throw new RpcException(new RpcError(200, RpcError.RESOURCE_NOT_FOUND, "Resource not found"));
        }
        return json(ReadResourceResult.builder(List.of(contents)).build());
    }

    private static Resource listed(ResourceContents contents) {
        return Resource.builder(contents.uri(), contents.uri())
                .description("For tests")
                .mimeType(contents.mimeType())
                .build();
    }

    private record Fixture(Prompt listed, Function<JsonNode, List<Content>> content) {}

    private static Map<String, Fixture> prompts() {
        return Stream.of(
                        new Fixture(InputFixtures.prompt(), given -> List.of()),
                        fixture("test_simple_prompt", List.of(), given -> List.of(TEXT)),
                        fixture(
                                "test_prompt_with_arguments",
                                List.of("arg1", "arg2"),
                                given -> List.of(
                                        text("arg1='" + given.path("arg1").asText() + "', arg2='"
                                                + given.path("arg2").asText() + "'"))),
                        fixture(
                                "test_prompt_with_embedded_resource",
                                List.of("resourceUri"),
                                given -> List.of(
                                        embedded(given.path("resourceUri").asText()), TEXT)),
                        fixture("test_prompt_with_image", List.of(), given -> List.of(IMAGE, TEXT)))
                .collect(Collectors.toMap(fixture -> fixture.listed().name(), Function.identity()));
    }

    private static Fixture fixture(String name, List<String> arguments, Function<JsonNode, List<Content>> content) {
        return new Fixture(
                Prompt.builder(name)
                        .description("For tests")
                        .arguments(arguments.stream()
                                .map(argument -> PromptArgument.builder(argument)
                                        .required(true)
                                        .build())
                                .toList())
                        .build(),
                content);
    }

    private static ObjectNode json(Object value) {
        return McpCalls.JSON.valueToTree(value);
    }

    private static Content embedded(String uri) {
        return EmbeddedResource.builder(contents(uri, "A text.")).build();
    }

    private static Content text(String text) {
        return TextContent.builder(text).build();
    }

    private static ResourceContents contents(String uri, String text) {
        return TextResourceContents.builder(uri, text).mimeType("text/plain").build();
    }
}
