package dev.resendmcp.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Answers that are the same for everybody until the next start, kept for each era as the bytes they are written as. */
final class StaticAnswers {
    private static final Set<String> METHODS =
            Set.of("server/discover", "tools/list", "prompts/list", "resources/list", "resources/templates/list");

    private final ObjectMapper mapper;
    private final Map<String, KeptResult> results = new ConcurrentHashMap<>();

    StaticAnswers(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The kept answer under this request's id, or the computed one. */
    Reply answer(McpRequest request, Supplier<Reply> compute) {
        if (!METHODS.contains(request.method()) || request.params().has("cursor")) {
            return compute.get();
        }
        String key = request.method() + (request.modern() ? " modern" : " legacy");
        KeptResult result = results.get(key);
        if (result == null) {
            Reply computed = compute.get();
            if (!computed.body().has("result")) {
                return computed;
            }
            result = new KeptResult(json(computed.body().get("result")));
            results.put(key, result);
        }
        ObjectNode frame = mapper.createObjectNode().put("jsonrpc", "2.0");
        frame.set("id", request.id());
        return new Reply(200, frame, Optional.of(result));
    }

    private String json(JsonNode result) {
        try {
            return mapper.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
