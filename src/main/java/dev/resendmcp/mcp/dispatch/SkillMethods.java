package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.skills.SkillCatalog;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The methods of the skills extension, which the engine does not know, and the files of skills as resources, which it does. */
final class SkillMethods {
    private static final Set<String> METHODS = Set.of("skills/list", "skills/get", "resources/directory/read");

    private final SkillCatalog skills;

    SkillMethods(SkillCatalog skills) {
        this.skills = skills;
    }

    boolean serves(String method) {
        return METHODS.contains(method);
    }

    /** The result; empty when the parameters name nothing that there is. */
    Optional<ObjectNode> answer(String method, JsonNode params) {
        String uri = params.path("uri").asText(null);
        String cursor = params.path("cursor").asText(null);
        return switch (method) {
            case "skills/list" -> skills.list(cursor);
            case "skills/get" -> skills.get(uri);
            default -> skills.directory(uri, cursor);
        };
    }

    /** Announcement of the extension. */
    Map<String, Map<String, Object>> extension() {
        Map<String, Object> capability =
                JsonMapper.builder().build().convertValue(skills.capability(), new TypeReference<>() {});
        return Map.of(SkillCatalog.EXTENSION, capability);
    }

    /** Every file of every skill. */
    List<SyncResourceSpecification> resources() {
        return skills.resources().stream().map(this::resource).toList();
    }

    private SyncResourceSpecification resource(ObjectNode entry) {
        String uri = entry.path("uri").asText();
        JsonNode content = skills.read(uri).orElseThrow().path("contents").path(0);
        String type = content.path("mimeType").asText();
        Resource resource = Resource.builder(uri, entry.path("name").asText())
                .description(entry.path("description").asText(null))
                .mimeType(type)
                .size(entry.path("size").asLong())
                .build();
        ReadResourceResult result = ReadResourceResult.builder(List.of(
                        TextResourceContents.builder(uri, content.path("text").asText())
                                .mimeType(type)
                                .build()))
                .build();
        return new SyncResourceSpecification(resource, (context, request) -> result);
    }
}
