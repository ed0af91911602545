package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer.
 *
 * @param status HTTP status, where there is HTTP
 * @param body the JSON-RPC message; only its frame if the result is kept
 * @param kept the result, if it is the same for everybody
 */
public record Reply(int status, ObjectNode body, Optional<CachedResult> kept) {
    private static final Logger log = LoggerFactory.getLogger(Reply.class);

    public Reply(int status, ObjectNode body) {
        this(status, body, Optional.empty());
    }

    /** The message as it is written. One that cannot be written is our fault, not a client that is gone. */
    public byte[] json(ObjectMapper mapper) {
        if (kept.isPresent()) {
            return kept.get().json(body.get("id"));
        }
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            log.error("An answer cannot be written as JSON", e);
            return RpcError.internal().body(body.get("id")).toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
