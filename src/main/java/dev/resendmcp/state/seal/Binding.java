package dev.resendmcp.state.seal;

import dev.resendmcp.digest.CanonicalJson;
import dev.resendmcp.digest.UnwritableJsonException;
import java.util.List;

/**
 * For what sealed state is good, and for nothing else.
 *
 * @param purpose what the state is for, so that none serves another purpose
 * @param caller id of the caller
 * @param target what is called: method and name
 * @param arguments of the call, maps and lists as JSON would have them
 */
public record Binding(String purpose, String caller, String target, Object arguments) {
    /**
     * SHA-256 of all of it.
     *
     * @throws UnwritableJsonException when the arguments cannot be written
     */
    String digest() {
        return CanonicalJson.sha256(List.of(purpose, caller, target, arguments));
    }
}
