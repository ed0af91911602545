package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.resendmcp.toolsets.ToolView;
import java.util.function.Supplier;

/** Results that do not change for a method, an era and a view, kept as JSON. Thread-safe. */
final class ConstantResults {
    /** Requests choose their views, so what is kept is bounded: about forty lists of all tools. */
    private static final long MOST_CHARACTERS = 4_000_000;

    private final ObjectMapper mapper;
    private final Cache<Key, Kept> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((Key key, Kept value) -> value.characters())
            .executor(Runnable::run)
            .build();

    /** @param mapper plain JSON, without naming strategy */
    ConstantResults(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    private record Key(String method, boolean modern, ToolView view) {}

    private record Kept(JsonNode json, int characters) {}

    /** The result, which is computed if it is not kept. */
    JsonNode of(String method, boolean modern, ToolView view, Supplier<ObjectNode> result) {
        Key key = new Key(method, modern, view);
        Kept known = kept.getIfPresent(key);
        if (known == null) {
            known = raw(result.get());
            kept.put(key, known);
        }
        return known.json();
    }

    /** A value that is written as it stands: Jackson keeps its bytes. */
    private Kept raw(ObjectNode result) {
        try {
            String text = mapper.writeValueAsString(result);
            return new Kept(new POJONode(new RawValue(new SerializedString(text))), text.length());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
