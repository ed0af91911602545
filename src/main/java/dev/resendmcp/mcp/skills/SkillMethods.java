package dev.resendmcp.mcp.skills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.dispatch.RequestContext;
import dev.resendmcp.mcp.dispatch.RpcException;
import dev.resendmcp.mcp.message.RpcError;

/** The methods of the skills extension. */
public final class SkillMethods {
    private final SkillCatalog skills;

    public SkillMethods(SkillCatalog skills) {
        this.skills = skills;
    }

    /** Announcement of the extension in the server's capabilities. */
    public ObjectNode extension() {
        return JsonNodeFactory.instance.objectNode().set(SkillCatalog.EXTENSION, skills.capability());
    }

    /** Handles {@code skills/list}. */
    public ObjectNode list(RequestContext context, JsonNode params) {
        return skills.list(cursor(params)).orElseThrow(SkillMethods::notFound);
    }

    /** Handles {@code skills/get}. */
    public ObjectNode get(RequestContext context, JsonNode params) {
        return skills.get(uri(params)).orElseThrow(SkillMethods::notFound);
    }

    /** Handles {@code resources/directory/read}. */
    public ObjectNode directory(RequestContext context, JsonNode params) {
        return skills.directory(uri(params), cursor(params)).orElseThrow(SkillMethods::notFound);
    }

    private static String uri(JsonNode params) {
        return params.path("uri").asText(null);
    }

    private static String cursor(JsonNode params) {
        return params.path("cursor").asText(null);
    }

    private static RpcException notFound() {
        return new RpcException(RpcError.invalidParams("No such skill, file or page"));
    }
}
