package dev.resendmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A golden file: {@code tool} as published, {@code given} calls that prepare the account, and {@code calls}, each with
 * sample {@code arguments} and what reached Resend: {@code request} line, {@code headers} that not every request has, and
 * {@code body}. A reviewer sees the contract on both sides. {@code -Dgolden=update} rewrites everything but the samples.
 */
public final class Golden {
    private static final Path DIRECTORY = Path.of("src/test/resources/tools");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String name;
    private final ObjectNode recorded;

    private Golden(String name, ObjectNode recorded) {
        this.name = name;
        this.recorded = recorded;
    }

    static Path directory() {
        return DIRECTORY;
    }

    /** The file of a tool. */
    public static Golden of(String name) {
        try {
            Path file = DIRECTORY.resolve(name + ".json");
            JsonNode recorded = Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
            return new Golden(name, (ObjectNode) recorded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls that must come first: {@code {"call": tool, "arguments": {...}}}. */
    public JsonNode given() {
        return recorded.path("given");
    }

    /** Arguments of each sample call; {@code <0.id>} stands for the field {@code id} of what the first given call returned. */
    public List<JsonNode> samples() {
        if (!recorded.has("calls")) {
            return List.of(JSON.createObjectNode());
        }
        return StreamSupport.stream(recorded.get("calls").spliterator(), false)
                .map(call -> call.path("arguments"))
                .toList();
    }

    /** Compares what is published and what was sent with the file, or rewrites it. */
    void check(JsonNode tool, List<JsonNode> requests) throws IOException {
        ObjectNode now = JSON.createObjectNode();
        // Output schemas are in a file of their own.
        now.set("tool", ((ObjectNode) tool.deepCopy()).without(List.of("outputSchema")));
        if (recorded.has("given")) {
            now.set("given", recorded.get("given"));
        }
        for (int i = 0; i < requests.size(); i++) {
            ObjectNode call = now.withArray("calls").addObject();
            call.set("arguments", samples().get(i));
            call.setAll((ObjectNode) requests.get(i));
        }
        Path file = DIRECTORY.resolve(name + ".json");
        String text = ReadableJson.of(now) + "\n";
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, text);
        }
        assertThat(file).as("golden file; accept changes with -Dgolden=update").exists();
        assertThat(text)
                .as("%s differs from its golden file; accept the change with -Dgolden=update", name)
                .isEqualTo(Files.readString(file));
    }
}
