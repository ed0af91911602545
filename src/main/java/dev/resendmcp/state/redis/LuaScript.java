package dev.resendmcp.state.redis;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/** The scripts under {@code lua/}, each in a file named after its constant. Redis runs a script as one step. */
enum LuaScript {
    READ_ENTRY,
    REPLACE_ENTRY,
    USE_TOKEN,
    SET_MARKER,
    EXTEND_MARKER,
    TAKE_PERMIT,
    EXPIRE_PERMIT,
    RESIZE_POOL,
    HEARTBEAT;

    private final String text;

    LuaScript() {
        String file = "lua/" + name().toLowerCase(Locale.ROOT) + ".lua";
        try {
            // Without comments: the text is sent with each call.
            text = Resources.readLines(Resources.getResource(file), StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("--"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return text;
    }
}
