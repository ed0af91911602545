package dev.resendmcp.once;

import dev.resendmcp.digest.CanonicalJson;
import dev.resendmcp.digest.UnwritableJsonException;
import dev.resendmcp.tools.Caller;
import dev.resendmcp.tools.InvalidArgumentsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call that must take effect once.
 *
 * @param tool name of the tool
 * @param id what the journal knows it by: the same for the same call of the same caller, or for the same key of theirs
 * @param payloadHash digest of the arguments
 * @param ownKey the caller's own idempotency key as it goes to Resend: of two callers never the same
 * @param forceNew whether it is to take effect again, on purpose
 * @param arguments what goes on to the tool
 */
record SendCall(
        String tool,
        String id,
        String payloadHash,
        Optional<String> ownKey,
        boolean forceNew,
        Map<String, Object> arguments) {
    private static final int LONGEST_KEY = 256;

    /**
     * Takes a call apart.
     *
     * @throws InvalidArgumentsException when {@code force_new} is wrong, or the arguments cannot be written; everything else is for the tool to check
     */
    static SendCall of(Caller caller, String tool, Map<String, Object> given) {
        Map<String, Object> arguments = new LinkedHashMap<>(given);
        boolean forceNew = forceNew(given.getOrDefault(IdempotentToolSchema.FORCE_NEW, false));
        arguments.remove(IdempotentToolSchema.FORCE_NEW);
        Map<String, Object> payload = new LinkedHashMap<>(arguments);
        payload.remove(IdempotentToolSchema.IDEMPOTENCY_KEY);
        Optional<String> ownKey = ownKey(arguments);
        if (forceNew && ownKey.isPresent()) {
            throw new InvalidArgumentsException(
                    "force_new: cannot go with idempotency_key; to do the same again, give a new key or none");
        }
        String payloadHash = hash(payload);
        String id = CanonicalJson.sha256(ownKey.map(key -> List.of(caller.id(), tool, "key", key))
                .orElseGet(() -> List.of(caller.id(), tool, payloadHash)));
        return new SendCall(tool, id, payloadHash, ownKey.map(key -> scoped(caller, key)), forceNew, arguments);
    }

    /** Resend keeps the keys of an account in one space, in which no caller may meet another. */
    private static String scoped(Caller caller, String key) {
        if (caller.isAlone()) {
            return key;
        }
        String scoped = caller.id() + ":" + key;
        return scoped.length() <= LONGEST_KEY ? scoped : caller.id() + ":" + CanonicalJson.sha256(key);
    }

    private static String hash(Map<String, Object> payload) {
        try {
            return CanonicalJson.sha256(payload);
        } catch (UnwritableJsonException e) {
            throw new InvalidArgumentsException("arguments: " + e.getMessage());
        }
    }

    private static boolean forceNew(Object value) {
        if (value instanceof Boolean forceNew) {
            return forceNew;
        }
        throw new InvalidArgumentsException("force_new: must be true or false");
    }

    private static Optional<String> ownKey(Map<String, Object> arguments) {
        return arguments.get(IdempotentToolSchema.IDEMPOTENCY_KEY) instanceof String key && key.length() <= LONGEST_KEY
                ? Optional.of(key)
                : Optional.empty();
    }

    /** Whether there is a key that no tool takes. */
    boolean hasBadKey() {
        return ownKey.isEmpty() && arguments.containsKey(IdempotentToolSchema.IDEMPOTENCY_KEY);
    }

    /** The arguments with this key. */
    Map<String, Object> withKey(String idempotencyKey) {
        Map<String, Object> keyed = new LinkedHashMap<>(arguments);
        keyed.put(IdempotentToolSchema.IDEMPOTENCY_KEY, idempotencyKey);
        return keyed;
    }

    /** The same for calls of which one answer serves all. */
    String dedupKey() {
        return id + payloadHash;
    }
}
