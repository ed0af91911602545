package dev.resendmcp.mcp.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.account.AccountKind;
import dev.resendmcp.mcp.account.Completions;
import dev.resendmcp.mcp.dispatch.McpExchange;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Parts of the account of who asks, and what the service says of itself, as resources. */
public final class AccountResources {
    private static final String SCHEME = "resend://";
    private static final String RECEIVED = SCHEME + "received-emails/";
    private static final String VARIABLE = "{id}";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";
    private static final int LARGEST_PAGE = 100;
    /** How tools say that an id names nothing, or cannot name anything. */
    private static final Set<Integer> NO_SUCH_THING = Set.of(400, 404, 422);

    private final Tools tools;
    private final Completions completions;
    private final Supplier<Map<String, Object>> configuration;
    private final Supplier<Map<String, Object>> status;
    private final UntrustedMail mail = new UntrustedMail();
    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /**
     * @param tools what reads the account
     * @param completions of ids from the account
     * @param configuration settings in effect, without secrets
     * @param status how the service is
     */
    public AccountResources(
            Tools tools,
            Completions completions,
            Supplier<Map<String, Object>> configuration,
            Supplier<Map<String, Object>> status) {
        this.tools = tools;
        this.completions = completions;
        this.configuration = configuration;
        this.status = status;
    }

    /** Resources with a fixed URI. */
    public List<SyncResourceSpecification> resources() {
        List<SyncResourceSpecification> resources = new ArrayList<>();
        for (AccountKind kind : AccountKind.values()) {
            String description = "The newest " + kind.plural() + " of the account, up to " + LARGEST_PAGE + ", as "
                    + kind.listTool() + " gives them.";
            resources.add(new SyncResourceSpecification(
                    resource(kind.plural(), capital(kind.plural()), description),
                    (context, request) -> json(
                            request.uri(),
                            call(context, kind.listTool(), Map.of("limit", LARGEST_PAGE), request.uri()))));
        }
        resources.add(own("configuration", "The settings that this server runs with, without secrets.", configuration));
        resources.add(own("status", "How this server is: version, Resend's answers, the rate limiter.", status));
        return resources;
    }

    /** Resources whose URI has an id. */
    public List<SyncResourceTemplateSpecification> templates() {
        List<SyncResourceTemplateSpecification> templates = new ArrayList<>();
        for (AccountKind kind : AccountKind.values()) {
            String description = "One " + kind.single() + ", as " + kind.getTool() + " gives it.";
            templates.add(new SyncResourceTemplateSpecification(
                    template(uri(kind), kind.single(), description, JSON),
                    (context, request) -> json(
                            request.uri(), one(context, kind.getTool(), kind.idArgument(), uri(kind), request.uri()))));
        }
        String description = "Headers and text of one received email, marked as untrusted: strangers wrote it."
                + " HTML and attachments are left out.";
        templates.add(new SyncResourceTemplateSpecification(
                template(RECEIVED + VARIABLE, "received email", description, TEXT), (context, request) -> {
                    ObjectNode email =
                            one(context, "get_received_email", "email_id", RECEIVED + VARIABLE, request.uri());
                    return result(request.uri(), TEXT, mail.fenced(email));
                }));
        return templates;
    }

    /** Completions of the ids in URIs. */
    public List<SyncCompletionSpecification> completions() {
        return List.of(AccountKind.values()).stream()
                .map(kind -> completions.ofResource(uri(kind), kind))
                .toList();
    }

    private SyncResourceSpecification own(String name, String description, Supplier<Map<String, Object>> facts) {
        return new SyncResourceSpecification(
                resource(name, capital(name), description), (context, request) -> json(request.uri(), facts.get()));
    }

    private ObjectNode one(McpTransportContext context, String tool, String argument, String template, String uri) {
        String encoded = uri.substring(template.length() - VARIABLE.length());
        String id = PercentCoding.decode(encoded).orElseThrow(() -> notFound(context, uri));
        return call(context, tool, Map.of(argument, id), uri);
    }

    private ObjectNode call(McpTransportContext context, String tool, Map<String, Object> arguments, String uri) {
        McpExchange exchange = McpExchange.of(context);
        ToolResult result = tools.call(new ToolCall(exchange.caller(), tool, mapper.valueToTree(arguments)));
        if (result.error().isPresent()) {
            ToolError error = result.error().get();
            throw NO_SUCH_THING.contains(error.statusCode())
                    ? notFound(context, uri)
                    : exchange.refuse(ErrorCodes.INTERNAL_ERROR, error.message(), null);
        }
        return result.content();
    }

    private static McpError notFound(McpTransportContext context, String uri) {
        return McpExchange.of(context).refuse(ErrorCodes.RESOURCE_NOT_FOUND, "Resource not found", Map.of("uri", uri));
    }

    private ReadResourceResult json(String uri, Object content) {
        try {
            return result(uri, JSON, mapper.writeValueAsString(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ReadResourceResult result(String uri, String type, String text) {
        return ReadResourceResult.builder(List.of(
                        TextResourceContents.builder(uri, text).mimeType(type).build()))
                .build();
    }

    private static String uri(AccountKind kind) {
        return SCHEME + kind.plural() + "/" + VARIABLE;
    }

    private static Resource resource(String name, String title, String description) {
        return Resource.builder(SCHEME + name, name)
                .title(title)
                .description(description)
                .mimeType(JSON)
                .build();
    }

    private static ResourceTemplate template(String uri, String name, String description, String type) {
        return ResourceTemplate.builder(uri, name.replace(' ', '_'))
                .title(capital(name))
                .description(description)
                .mimeType(type)
                .build();
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
