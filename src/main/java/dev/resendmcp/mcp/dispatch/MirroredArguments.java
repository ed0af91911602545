package dev.resendmcp.mcp.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.mcp.message.ModernRequestValidator.MirroredArgument;
import java.util.ArrayList;
import java.util.List;

/** Finds the arguments whose schema says {@code x-mcp-header}. Only those that {@code properties} alone lead to count. */
public final class MirroredArguments {
    private MirroredArguments() {}

    public static List<MirroredArgument> of(JsonNode schema) {
        List<MirroredArgument> found = new ArrayList<>();
        collect(schema, List.of(), found);
        return List.copyOf(found);
    }

    private static void collect(JsonNode schema, List<String> path, List<MirroredArgument> found) {
        schema.path("properties").properties().forEach(property -> {
            List<String> here = new ArrayList<>(path);
            here.add(property.getKey());
            JsonNode header = property.getValue().path("x-mcp-header");
            if (header.isTextual()) {
                found.add(new MirroredArgument("Mcp-Param-" + header.asText(), List.copyOf(here)));
            }
            collect(property.getValue(), here, found);
        });
    }
}
