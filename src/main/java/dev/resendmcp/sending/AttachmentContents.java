package dev.resendmcp.sending;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.tools.ForwardingTools;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes contents of attachments out of data URLs, and refuses what is not base64, because recipients would get a broken file. */
public final class AttachmentContents extends ForwardingTools {
    private static final String ATTACHMENTS = "attachments";
    private static final String CONTENT = "content";

    /** @param inner gets calls whose attachments are base64 */
    public AttachmentContents(Tools inner) {
        super(inner);
    }

    @Override
    public ToolResult call(ToolCall call) {
        List<String> faults = new ArrayList<>();
        ToolCall plain = plain(call, faults);
        return faults.isEmpty() ? inner.call(plain) : ToolResult.failed(refused(plain, faults));
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        List<String> faults = new ArrayList<>();
        ToolCall plain = plain(call, faults);
        return faults.isEmpty() ? inner.check(plain) : Optional.of(refused(plain, faults));
    }

    private ToolError refused(ToolCall call, List<String> faults) {
        List<String> all = new ArrayList<>();
        inner.check(call)
                .filter(error -> error.is(ErrorName.INVALID_ARGUMENTS))
                .ifPresent(error -> all.add(error.message()));
        all.addAll(faults);
        return ToolError.invalidArguments(String.join("; ", all));
    }

    private static ToolCall plain(ToolCall call, List<String> faults) {
        JsonNode given = call.arguments().path(ATTACHMENTS);
        if (!given.isArray()) {
            return call;
        }
        ObjectNode arguments = ToolCall.copyOf(call.arguments());
        ArrayNode files = arguments.putArray(ATTACHMENTS);
        for (int i = 0; i < given.size(); i++) {
            files.add(plain(given.get(i), ATTACHMENTS + "[" + i + "].content", faults));
        }
        return call.with(arguments);
    }

    private static JsonNode plain(JsonNode file, String path, List<String> faults) {
        if (!(file instanceof ObjectNode given) || !file.path(CONTENT).isTextual()) {
            return file;
        }
        String text = given.get(CONTENT).textValue();
        Optional<DataUrl> url = DataUrl.parse(text);
        String content = Base64Text.joined(url.map(DataUrl::content).orElse(text));
        if (!content.isEmpty() && !Base64Text.isValid(content)) {
            faults.add(path + ": is not base64; encode the bytes of the file in base64, or give its URL as path");
            return file;
        }
        ObjectNode plain = ToolCall.copyOf(given).put(CONTENT, content);
        url.map(DataUrl::type)
                .filter(type -> !type.isEmpty() && !given.hasNonNull("content_type"))
                .ifPresent(type -> plain.put("content_type", type));
        return plain;
    }

    /** {@code data:image/png;base64,...} */
    private record DataUrl(String type, String content) {
        private static final int LONGEST_HEAD = 200;

        private static Optional<DataUrl> parse(String text) {
            int comma = text.substring(0, Math.min(LONGEST_HEAD, text.length())).indexOf(',');
            if (comma < 0 || !text.regionMatches(true, 0, "data:", 0, 5)) {
                return Optional.empty();
            }
            String head = text.substring(5, comma);
            int semicolon = head.indexOf(';');
            boolean encoded = head.regionMatches(true, Math.max(0, head.length() - 7), ";base64", 0, 7);
            return encoded
                    ? Optional.of(new DataUrl(head.substring(0, semicolon), text.substring(comma + 1)))
                    : Optional.empty();
        }
    }
}
