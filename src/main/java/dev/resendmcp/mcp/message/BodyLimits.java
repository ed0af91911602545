package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Suppliers;
import dev.resendmcp.mcp.McpSettings;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.Tools;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How large a body may be: few bytes suffice for all but the calls of tools that carry content. Members of a JSON object come
 * in any order, so the beginning of a body may not say yet which it is.
 *
 * @param usual most bytes of a body, after decompression
 * @param content the same for calls of tools that carry content; at least {@code usual}
 * @param contentTools names of those tools
 */
public record BodyLimits(long usual, long content, Supplier<Set<String>> contentTools) {
    private static final String CALL = "tools/call";
    /** A call holds its body in up to five forms, next to everything else. */
    private static final int HEAP_PARTS = 7;

    /** Arguments that carry content. */
    private static final Set<String> CONTENT = Set.of("html", "attachments", "file");

    /** The content limit is never the smaller one. */
    public BodyLimits {
        content = Math.max(usual, content);
    }

    /** As configured, for these tools, and no more than the heap can hold. */
    public static BodyLimits of(McpSettings settings, Tools tools) {
        return of(settings, contentTools(tools), Runtime.getRuntime().maxMemory());
    }

    /** @param heap bytes that the JVM may use */
    static BodyLimits of(McpSettings settings, Supplier<Set<String>> contentTools, long heap) {
        long content = Math.min(settings.maxContentBodySize().toBytes(), heap / HEAP_PARTS);
        return new BodyLimits(settings.maxBodySize().toBytes(), content, contentTools);
    }

    /**
     * Whether a body may be larger than {@link #usual}, as far as its beginning tells. Reads tokens only, and keeps none.
     *
     * @throws StreamConstraintsException when the beginning is over the bounds of the parser
     */
    public boolean mayBeLarge(JsonParser beginning) throws IOException {
        Beginning seen = new Beginning();
        seen.read(beginning);
        return seen.method.map(CALL::equals).orElse(true)
                && seen.tool.map(this::carriesContent).orElse(true);
    }

    /** Whether a whole message may be larger than {@link #usual}. */
    public boolean mayBeLarge(JsonNode message) {
        return CALL.equals(message.path("method").textValue())
                && carriesContent(message.path("params").path("name").asText());
    }

    private boolean carriesContent(String tool) {
        return contentTools.get().contains(tool);
    }

    /** Looks at the schemas when they are asked for, since making them takes a while. */
    private static Supplier<Set<String>> contentTools(Tools tools) {
        return Suppliers.memoize(() -> tools.list().stream()
                .filter(tool -> isContent(tool.inputSchema()))
                .map(ToolDefinition::name)
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static boolean isContent(Object schema) {
        if (schema instanceof Map<?, ?> parts) {
            boolean here = parts.get("properties") instanceof Map<?, ?> properties
                    && CONTENT.stream().anyMatch(properties::containsKey);
            return here || parts.values().stream().anyMatch(BodyLimits::isContent);
        }
        return schema instanceof Collection<?> parts && parts.stream().anyMatch(BodyLimits::isContent);
    }

    /** What the beginning of a message says. */
    private static final class Beginning {
        private Optional<String> method = Optional.empty();
        private Optional<String> tool = Optional.empty();

        private void read(JsonParser parser) throws IOException {
            try {
                members(parser);
            } catch (StreamConstraintsException e) {
                throw e;
            } catch (IOException cutShort) {
                // What was seen before counts.
            }
        }

        private void members(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("method") && value == JsonToken.VALUE_STRING) {
                    method = Optional.of(parser.getText());
                } else if (name.equals("params") && value == JsonToken.START_OBJECT) {
                    params(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void params(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("name") && value == JsonToken.VALUE_STRING) {
                    tool = Optional.of(parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        }
    }
}
