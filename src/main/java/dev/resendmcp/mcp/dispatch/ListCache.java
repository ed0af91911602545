package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.mcp.message.CachedResult;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Answers that are the same for everybody until the next start, kept for each era as the bytes they are written as. */
final class ListCache {
    private static final Set<String> METHODS =
            Set.of("server/discover", "tools/list", "prompts/list", "resources/list", "resources/templates/list");

    /** Lists of people to choose from, by what names an entry; tools come in the order of their modules. */
    private static final Map<String, String> LISTS =
            Map.of("prompts", "name", "resources", "uri", "resourceTemplates", "uriTemplate");

    private final ObjectMapper mapper;
    private final Map<String, CachedResult> results = new ConcurrentHashMap<>();

    ListCache(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The kept answer under this request's id, or the computed one. */
    Reply answer(McpRequest request, Supplier<Reply> compute) {
        boolean first = "".equals(request.params().path("cursor").textValue())
                || !request.params().has("cursor");
        if (!METHODS.contains(request.method()) || !first) {
            return compute.get();
        }
        String key = request.method() + (request.modern() ? " modern" : " legacy");
        CachedResult result = results.get(key);
        if (result == null) {
            Reply computed = compute.get();
            if (!computed.body().has("result")) {
                return computed;
            }
            JsonNode known = computed.body().get("result");
            LISTS.forEach((list, name) -> sort(known.path(list), name));
            result = new CachedResult(json(known));
            results.put(key, result);
        }
        ObjectNode frame = mapper.createObjectNode().put("jsonrpc", "2.0");
        frame.set("id", request.id());
        return new Reply(200, frame, Optional.of(result));
    }

    /** The SDK keeps what it offers in a hash table. */
    private static void sort(JsonNode list, String name) {
        if (list instanceof ArrayNode entries) {
            List<JsonNode> sorted = new ArrayList<>();
            entries.forEach(sorted::add);
            sorted.sort(Comparator.comparing(entry -> entry.path(name).asText()));
            entries.removeAll().addAll(sorted);
        }
    }

    private String json(JsonNode result) {
        try {
            return mapper.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
