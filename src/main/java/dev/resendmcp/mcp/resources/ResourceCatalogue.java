package dev.resendmcp.mcp.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.account.AccountKind;
import dev.resendmcp.mcp.dispatch.RequestContext;
import dev.resendmcp.mcp.skills.SkillCatalog;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code resources/list}, {@code resources/templates/list} and {@code resources/read}. */
public final class ResourceCatalogue {
    private static final String SCHEME = "resend://";
    private static final String VARIABLE = "{id}";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    private final AccountReader account;
    private final ObjectMapper mapper;
    private final UntrustedMail mail = new UntrustedMail();
    private final Map<String, Fixed> resources = new TreeMap<>();
    private final Map<String, Template> templates = new TreeMap<>();

    /**
     * A resource with a fixed URI.
     *
     * @param tool that reads it; empty when none does
     */
    private record Fixed(Resource listed, Optional<String> tool, Function<RequestContext, ObjectNode> read) {
        boolean isVisible(RequestContext context) {
            return tool.map(context.view()::shows).orElse(true);
        }
    }

    /**
     * Resources whose URI ends with an id.
     *
     * @param kind whose ids complete it; empty when nothing does
     * @param tool that reads it
     */
    private record Template(ResourceTemplate listed, Optional<AccountKind> kind, String tool, Reader reader) {
        private interface Reader {
            ObjectNode read(RequestContext context, String uri, String encodedId);
        }

        /** The part of a URI that stands for the variable; empty when the URI does not match. */
        Optional<String> variable(String uri) {
            String begin = listed.uriTemplate().replace(VARIABLE, "");
            String id = uri.startsWith(begin) ? uri.substring(begin.length()) : "";
            return Optional.of(id).filter(rest -> !rest.isEmpty() && rest.indexOf('/') < 0);
        }
    }

    /**
     * @param configuration settings in effect, without secrets
     * @param status the condition of the service, for a caller
     * @param mapper plain JSON, without naming strategy
     */
    public ResourceCatalogue(
            AccountReader account,
            Supplier<Map<String, Object>> configuration,
            Function<Caller, Map<String, Object>> status,
            SkillCatalog skills,
            ObjectMapper mapper) {
        this.account = account;
        this.mapper = mapper;
        for (AccountKind kind : AccountKind.values()) {
            add(kind);
        }
        addReceivedEmails();
        add("configuration", "Settings in effect, without secrets.", caller -> configuration.get());
        add("status", "Server status: version, Resend connectivity, rate limiter.", status);
        skills.resources().forEach(file -> add(file, skills));
    }

    /** Handles {@code resources/list}. */
    public ObjectNode list(RequestContext context, JsonNode params) {
        List<Resource> all = resources.values().stream()
                .filter(fixed -> fixed.isVisible(context))
                .map(Fixed::listed)
                .toList();
        return JsonNodeFactory.instance.objectNode().set("resources", mapper.valueToTree(all));
    }

    /** Handles {@code resources/templates/list}. */
    public ObjectNode templates(RequestContext context, JsonNode params) {
        List<ResourceTemplate> all = templates.values().stream()
                .filter(template -> context.view().shows(template.tool()))
                .map(Template::listed)
                .toList();
        return JsonNodeFactory.instance.objectNode().set("resourceTemplates", mapper.valueToTree(all));
    }

    /** Handles {@code resources/read}. */
    public ObjectNode read(RequestContext context, JsonNode params) {
        String uri = params.path("uri").asText();
        if (resources.containsKey(uri) && resources.get(uri).isVisible(context)) {
            return resources.get(uri).read().apply(context);
        }
        for (Template template : templates.values()) {
            Optional<String> id = template.variable(uri);
            if (id.isPresent() && context.view().shows(template.tool())) {
                return template.reader().read(context, uri, id.get());
            }
        }
        throw AccountReader.notFound(uri);
    }

    /** What completes the variable of each URI template; empty when nothing does. */
    public Map<String, Optional<AccountKind>> completed() {
        Map<String, Optional<AccountKind>> completed = new LinkedHashMap<>();
        templates.forEach((uri, template) -> completed.put(uri, template.kind()));
        return completed;
    }

    private void add(AccountKind kind) {
        String name = kind.plural();
        String all = "The newest " + name + " of the account, up to " + AccountReader.LARGEST_PAGE + ", as "
                + kind.listTool() + " returns them.";
        String list = SCHEME + name;
        resources.put(
                list,
                new Fixed(
                        resource(name, all),
                        Optional.of(kind.listTool()),
                        context -> json(list, account.list(context, kind, list))));
        String one = "One " + kind.single() + ", as " + kind.getTool() + " returns it.";
        String uri = list + "/" + VARIABLE;
        templates.put(
                uri,
                new Template(
                        template(uri, kind.single(), one, JSON),
                        Optional.of(kind),
                        kind.getTool(),
                        (context, asked, id) -> json(asked, account.one(context, kind, asked, id))));
    }

    private void addReceivedEmails() {
        String description = "Headers and text of one received email, marked as untrusted third-party text."
                + " HTML and attachments are left out.";
        String uri = SCHEME + "received-emails/" + VARIABLE;
        templates.put(
                uri,
                new Template(
                        template(uri, "received email", description, TEXT),
                        Optional.empty(),
                        AccountReader.RECEIVED_TOOL,
                        (context, asked, id) ->
                                contents(asked, TEXT, mail.fenced(account.receivedEmail(context, asked, id)))));
    }

    private void add(String name, String description, Function<Caller, Map<String, Object>> facts) {
        String uri = SCHEME + name;
        resources.put(
                uri,
                new Fixed(
                        resource(name, description),
                        Optional.empty(),
                        context -> json(uri, mapper.valueToTree(facts.apply(context.caller())))));
    }

    private void add(ObjectNode file, SkillCatalog skills) {
        String uri = file.path("uri").asText();
        Resource listed = Resource.builder(uri, file.path("name").asText())
                .description(file.path("description").asText(null))
                .mimeType(file.path("mimeType").asText())
                .size(file.path("size").asLong())
                .build();
        resources.put(
                uri,
                new Fixed(listed, Optional.empty(), context -> skills.read(uri).orElseThrow()));
    }

    private ObjectNode json(String uri, JsonNode content) {
        try {
            return contents(uri, JSON, mapper.writeValueAsString(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode contents(String uri, String type, String text) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.putArray("contents")
                .addObject()
                .put("uri", uri)
                .put("mimeType", type)
                .put("text", text);
        return result;
    }

    private static Resource resource(String name, String description) {
        return Resource.builder(SCHEME + name, name)
                .title(capital(name))
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
