package dev.resendmcp.transfer;

import static dev.resendmcp.transfer.FileSchemas.ATTACHMENTS;
import static dev.resendmcp.transfer.FileSchemas.FILE;
import static dev.resendmcp.transfer.FileSchemas.FROM_FILE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.transfer.FileStore.Content;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The files that a call names, and the call with their content in their place. */
record NamedFiles(FileStore store, ToolCall call) {

    /** Names of the files, in their order; empty for most calls. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        if (FileSchemas.attaches(call.name())) {
            for (JsonNode attachment : call.arguments().path(ATTACHMENTS)) {
                addTo(names, attachment.path(FILE));
            }
        } else if (FileSchemas.imports(call.name())) {
            addTo(names, call.arguments().path(FROM_FILE));
        }
        return names;
    }

    private static void addTo(List<String> names, JsonNode name) {
        if (name.isTextual()) {
            names.add(name.asText());
        }
    }

    /** Bytes of all files together. */
    long size() throws FileRefusedException {
        long sum = 0;
        for (String name : names()) {
            sum += store.size(call.caller(), name);
        }
        return sum;
    }

    /** The call with content instead of names. */
    ToolCall resolved() throws FileRefusedException {
        return FileSchemas.imports(call.name()) ? importing() : attaching();
    }

    private ToolCall attaching() throws FileRefusedException {
        ArrayNode attachments = JsonNodeFactory.instance.arrayNode();
        int index = 0;
        for (JsonNode attachment : call.arguments().path(ATTACHMENTS)) {
            attachments.add(
                    attachment instanceof ObjectNode object && object.path(FILE).isTextual()
                            ? attached(object, call.caller(), ATTACHMENTS + "[" + index + "]." + FILE)
                            : attachment);
            index++;
        }
        ObjectNode arguments = ToolCall.copyOf(call.arguments());
        arguments.set(ATTACHMENTS, attachments);
        return call.with(arguments);
    }

    private ObjectNode attached(ObjectNode given, Caller caller, String where) throws FileRefusedException {
        if (given.hasNonNull("content") || given.hasNonNull("path")) {
            throw new FileRefusedException(where + ": give one of content, path and file");
        }
        Content content = store.read(caller, given.path(FILE).asText());
        ObjectNode attachment = ToolCall.copyOf(given);
        attachment.remove(FILE);
        attachment.put("content", Base64.getEncoder().encodeToString(content.bytes()));
        if (!given.hasNonNull("filename")) {
            attachment.put("filename", content.name());
        }
        return attachment;
    }

    private ToolCall importing() throws FileRefusedException {
        if (call.arguments().hasNonNull(FILE)) {
            throw new FileRefusedException(FROM_FILE + ": give either file or from_file");
        }
        Content content =
                store.read(call.caller(), call.arguments().path(FROM_FILE).asText());
        ObjectNode arguments = ToolCall.copyOf(call.arguments());
        arguments.remove(FROM_FILE);
        try {
            arguments.put(
                    FILE,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content.bytes()))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new FileRefusedException(FROM_FILE + ": the file is not UTF-8 text");
        }
        return call.with(arguments);
    }
}
