package dev.resendmcp.once;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.Caller;
import dev.resendmcp.digest.CanonicalJson;
import dev.resendmcp.digest.CanonicalJson.UnwritableJsonException;
import dev.resendmcp.tools.InvalidArgumentsException;
import dev.resendmcp.tools.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call that must take effect once.
 *
 * @param tool name of the tool
 * @param id its id in the journal: equal for identical calls of a caller, and for calls of a caller with the same key
 * @param payloadHash digest of the arguments
 * @param ownKey the caller's own idempotency key as sent to Resend, unique to the caller
 * @param forceNew whether it must take effect even if an identical call did
 * @param arguments arguments for the tool
 */
record SendCall(
        String tool, String id, String payloadHash, Optional<String> ownKey, boolean forceNew, ObjectNode arguments) {
    private static final int LONGEST_KEY = 256;
    private static final String TIME = "scheduled_at";

    /**
     * Reads a call.
     *
     * @throws InvalidArgumentsException if {@code force_new} is invalid or the arguments cannot be digested; the tool checks the
     *     rest
     */
    static SendCall of(ToolCall given) {
        Caller caller = given.caller();
        boolean forceNew = forceNew(given.arguments());
        ObjectNode arguments = ToolCall.copyOf(given.arguments());
        arguments.remove(IdempotentToolSchema.FORCE_NEW);
        Optional<String> ownKey = ownKey(arguments);
        if (forceNew && ownKey.isPresent()) {
            throw new InvalidArgumentsException(
                    "force_new: cannot go with idempotency_key; to send again, pass a new key or none");
        }
        String payloadHash = hash(asWritten(arguments, given.wordsOfTimes()));
        String id = CanonicalJson.sha256(ownKey.map(key -> List.of(caller.id(), given.name(), "key", key))
                .orElseGet(() -> List.of(caller.id(), given.name(), payloadHash)));
        return new SendCall(given.name(), id, payloadHash, ownKey.map(key -> scoped(caller, key)), forceNew, arguments);
    }

    /** Resend has one key space per account; the prefix keeps callers apart. */
    private static String scoped(Caller caller, String key) {
        if (caller.isAlone()) {
            return key;
        }
        String scoped = caller.id() + ":" + key;
        return scoped.length() <= LONGEST_KEY ? scoped : caller.id() + ":" + CanonicalJson.sha256(key);
    }

    /** The arguments with the words of the client for times, which repeats have in common. */
    private static ObjectNode asWritten(ObjectNode arguments, Map<String, String> words) {
        if (words.isEmpty()) {
            return arguments;
        }
        ObjectNode written = arguments.deepCopy();
        Stream.concat(Stream.of(written), written.path("emails").valueStream())
                .filter(mail -> words.containsKey(mail.path(TIME).asText()))
                .forEach(mail ->
                        ((ObjectNode) mail).put(TIME, words.get(mail.path(TIME).asText())));
        return written;
    }

    private static String hash(ObjectNode arguments) {
        ObjectNode payload = ToolCall.copyOf(arguments);
        payload.remove(IdempotentToolSchema.IDEMPOTENCY_KEY);
        try {
            return CanonicalJson.sha256(payload);
        } catch (UnwritableJsonException e) {
            throw new InvalidArgumentsException("arguments: " + e.getMessage());
        }
    }

    private static boolean forceNew(ObjectNode arguments) {
        JsonNode value = arguments.path(IdempotentToolSchema.FORCE_NEW);
        if (!value.isBoolean() && !value.isMissingNode()) {
            throw new InvalidArgumentsException("force_new: must be true or false");
        }
        return value.asBoolean();
    }

    private static Optional<String> ownKey(ObjectNode arguments) {
        return Optional.ofNullable(arguments.get(IdempotentToolSchema.IDEMPOTENCY_KEY))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(key -> key.length() <= LONGEST_KEY);
    }

    /** Whether there is a key that every tool rejects. */
    boolean hasBadKey() {
        return ownKey.isEmpty() && arguments.has(IdempotentToolSchema.IDEMPOTENCY_KEY);
    }

    ObjectNode withKey(String idempotencyKey) {
        return ToolCall.copyOf(arguments).put(IdempotentToolSchema.IDEMPOTENCY_KEY, idempotencyKey);
    }

    /** Equal for identical calls. */
    String dedupKey() {
        return id + payloadHash;
    }
}
