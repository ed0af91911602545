package dev.resendmcp.state.seal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.digest.CanonicalJson;
import dev.resendmcp.digest.UnwritableJsonException;
import java.util.List;

/**
 * The one use for which sealed state is valid.
 *
 * @param purpose purpose of the state; state for another purpose does not open
 * @param caller id of the caller
 * @param target method and name of the call
 * @param arguments arguments of the call
 */
public record Binding(String purpose, String caller, String target, JsonNode arguments) {
    /**
     * SHA-256 of all components.
     *
     * @throws UnwritableJsonException if the arguments cannot be written as JSON
     */
    String digest() {
        return CanonicalJson.sha256(List.of(purpose, caller, target, arguments));
    }
}
