package dev.resendmcp.mcp.dispatch;

import dev.resendmcp.mcp.skills.SkillCatalog;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Every kind of content the protocol has, in tools, prompts and resources by the names that the conformance suites ask for. */
final class ContentFixtures {
    private static final String TEMPLATE = "test://template/{id}/data";
    private static final String PROMPT_WITH_ARGUMENTS = "test_prompt_with_arguments";
    private static final Content TEXT = text("A text.");
    /** One grey pixel. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==";

    private static final Content IMAGE = ImageContent.builder(PNG, "image/png").build();
    /** The header of a WAV file of no length. */
    private static final Content AUDIO = AudioContent.builder(
                    "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=", "audio/wav")
            .build();

    private ContentFixtures() {}

    /** All of them, and the packaged skill. */
    static ServerFeatures offer() {
        return new ServerFeatures(
                tools(), prompts(), resources(), List.of(template()), List.of(completion()), SkillCatalog.packaged());
    }

    private static List<SyncToolSpecification> tools() {
        Content resource = embedded("test://embedded-resource");
        return List.of(
                tool("test_simple_text", TEXT),
                tool("test_image_content", IMAGE),
                tool("test_audio_content", AUDIO),
                tool("test_embedded_resource", resource),
                tool("test_multiple_content_types", TEXT, IMAGE, resource));
    }

    private static List<SyncPromptSpecification> prompts() {
        return List.of(
                InputFixtures.prompt(),
                prompt("test_simple_prompt", List.of(), given -> List.of(TEXT)),
                prompt(
                        PROMPT_WITH_ARGUMENTS,
                        List.of("arg1", "arg2"),
                        given -> List.of(text("arg1='" + given.get("arg1") + "', arg2='" + given.get("arg2") + "'"))),
                prompt(
                        "test_prompt_with_embedded_resource",
                        List.of("resourceUri"),
                        given -> List.of(embedded(String.valueOf(given.get("resourceUri"))), TEXT)),
                prompt("test_prompt_with_image", List.of(), given -> List.of(IMAGE, TEXT)));
    }

    private static List<SyncResourceSpecification> resources() {
        return List.of(
                resource(contents("test://static-text", "A text.")),
                resource(BlobResourceContents.builder("test://static-binary", PNG)
                        .mimeType("image/png")
                        .build()));
    }

    private static SyncResourceTemplateSpecification template() {
        ResourceTemplate template = ResourceTemplate.builder(TEMPLATE, "template")
                .description("For tests")
                .build();
        // The whole URI, the value of its variable within it.
        return new SyncResourceTemplateSpecification(
                template, (context, request) -> read(contents(request.uri(), request.uri())));
    }

    private static SyncCompletionSpecification completion() {
        CompleteCompletion values = new CompleteCompletion(List.of("test1", "test2"), 2, false);
        return new SyncCompletionSpecification(
                new PromptReference(PROMPT_WITH_ARGUMENTS), (context, request) -> new CompleteResult(values));
    }

    private static SyncToolSpecification tool(String name, Content... content) {
        Tool tool = Tool.builder(name, Map.of("type", "object"))
                .description("For tests")
                .build();
        CallToolResult result = CallToolResult.builder(Arrays.asList(content)).build();
        return new SyncToolSpecification(tool, (context, request) -> result);
    }

    private static SyncPromptSpecification prompt(
            String name, List<String> arguments, Function<Map<String, Object>, List<Content>> content) {
        Prompt prompt = Prompt.builder(name)
                .description("For tests")
                .arguments(arguments.stream()
                        .map(argument ->
                                PromptArgument.builder(argument).required(true).build())
                        .toList())
                .build();
        return new SyncPromptSpecification(
                prompt,
                (context, request) -> GetPromptResult.builder(content.apply(request.arguments()).stream()
                                .map(part ->
                                        PromptMessage.builder(Role.USER, part).build())
                                .toList())
                        .build());
    }

    private static SyncResourceSpecification resource(ResourceContents contents) {
        Resource resource = Resource.builder(contents.uri(), contents.uri())
                .description("For tests")
                .mimeType(contents.mimeType())
                .build();
        return new SyncResourceSpecification(resource, (context, request) -> read(contents));
    }

    private static ReadResourceResult read(ResourceContents contents) {
        return ReadResourceResult.builder(List.of(contents)).build();
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
