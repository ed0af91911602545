package dev.resendmcp.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.CallerShares;
import dev.resendmcp.call.CallerShares.Lease;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Lets attachments and the file of a contact import be named instead of sent, and saves attachments. The rules further in see the
 * content as if the caller had sent it.
 */
public final class FileTools implements Tools {
    /** Bytes of memory for each byte of a file: as bytes, as base64, and as part of the request. */
    private static final int MEMORY = 5;

    private final Tools tools;
    private final FileStore files;
    private final Downloads downloads;
    private final CallerShares memory;
    private final Duration patience;

    /**
     * @param memory bounds the memory that files of all calls take
     * @param patience how long a call waits for memory
     */
    public FileTools(Tools tools, FileStore files, Downloads downloads, CallerShares memory, Duration patience) {
        this.tools = tools;
        this.files = files;
        this.downloads = downloads;
        this.memory = memory;
        this.patience = patience;
    }

    @Override
    public List<ToolDefinition> list() {
        return tools.list().stream().map(FileSchemas::publish).toList();
    }

    @Override
    public Optional<ToolError> check(ToolCall call) {
        NamedFiles named = new NamedFiles(files, call);
        try {
            return tools.check(named.names().isEmpty() ? withoutSaveAs(call) : named.resolved());
        } catch (FileRefusedException e) {
            return Optional.of(ToolError.invalidArguments(e.getMessage()));
        }
    }

    @Override
    public ToolResult call(ToolCall call) {
        NamedFiles named = new NamedFiles(files, call);
        List<String> names = named.names();
        try {
            return names.isEmpty() ? saving(call) : naming(named, names);
        } catch (FileRefusedException e) {
            return ToolResult.failed(ToolError.invalidArguments(e.getMessage()));
        }
    }

    private ToolResult naming(NamedFiles named, List<String> names) throws FileRefusedException {
        long needed = Math.min(memory.total(), Math.multiplyExact(named.size(), MEMORY));
        Optional<Lease> room = memory.lease(named.call().caller(), needed, System.nanoTime() + patience.toNanos());
        if (room.isEmpty()) {
            return ToolResult.failed(new ToolError(
                    ErrorName.SERVER_BUSY,
                    "Too many files are being sent now. Nothing was sent; repeat the call.",
                    5L,
                    false));
        }
        try (Lease held = room.get()) {
            ToolResult result = tools.call(named.resolved());
            // An approval that is awaited is no answer of Resend, so the files stay for the repeat.
            if (result.error().isEmpty() && result.content().has("id")) {
                names.forEach(name -> files.used(named.call().caller(), name));
            }
            return result;
        }
    }

    private static ToolCall withoutSaveAs(ToolCall call) {
        return FileSchemas.saves(call.name()) ? call.without(FileSchemas.SAVE_AS) : call;
    }

    private ToolResult saving(ToolCall call) throws FileRefusedException {
        JsonNode name = call.arguments().path(FileSchemas.SAVE_AS);
        if (!FileSchemas.saves(call.name()) || !name.isTextual()) {
            return tools.call(withoutSaveAs(call));
        }
        ToolResult result = tools.call(withoutSaveAs(call));
        String url = result.content().path("download_url").asText();
        if (result.error().isPresent() || url.isEmpty()) {
            return result;
        }
        ObjectNode content = result.content().deepCopy();
        content.put("saved", downloads.keep(files, call.caller(), name.asText(), url));
        return ToolResult.of(content);
    }
}
