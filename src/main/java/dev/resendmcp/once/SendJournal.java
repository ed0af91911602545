package dev.resendmcp.once;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.digest.CanonicalJson;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendErrorName;
import dev.resendmcp.state.store.Journal;
import dev.resendmcp.state.store.Journal.Entry;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.StateUnresponsiveException;
import dev.resendmcp.tools.ToolError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which idempotency key a call gets, and what became of it. Holds digests, keys and ids, no content and no addresses.
 *
 * <p>A key is worked out of the call and the time, so that even a journal that is lost as a whole gives most repeats the same
 * one. An answer that is a refusal is kept as {@code {"error": ...}}, without its message.
 */
final class SendJournal {
    private static final Logger log = LoggerFactory.getLogger(SendJournal.class);
    private static final String KEY_PREFIX = "mcp-";
    /** After these a lost attempt may still have been carried out under the key: Resend may not have looked at it. */
    private static final Set<String> REFUSALS_THAT_KEEP_THE_KEY = Set.of(
            ResendErrorName.MISSING_API_KEY.wireName(),
            ResendErrorName.INVALID_API_KEY.wireName(),
            ResendErrorName.RESTRICTED_API_KEY.wireName(),
            ResendErrorName.SUSPENDED_API_KEY.wireName(),
            ResendErrorName.DAILY_QUOTA_EXCEEDED.wireName(),
            ResendErrorName.MONTHLY_QUOTA_EXCEEDED.wireName(),
            ResendErrorName.INVALID_IDEMPOTENT_REQUEST.wireName());

    private static final ToolError UNRESPONSIVE = new ToolError(
            ErrorName.STATE_UNAVAILABLE,
            "The server could not record this call in its journal because its disk does not respond. Nothing was sent."
                    + " Retry the same call later.",
            10L,
            false);

    private static final ToolError KEY_OF_ANOTHER_CALL = new ToolError(
            ResendErrorName.INVALID_IDEMPOTENT_REQUEST.wireName(),
            "idempotency_key: this key was used recently for a call with other arguments. Nothing was sent. Retry with the"
                    + " original arguments, or use a new key.",
            409,
            false,
            null);

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Journal journal;
    private final Duration window;
    private final Clock clock;
    private final Runnable failure;

    /**
     * @param window how long a repeat of a call takes no effect, more than zero
     * @param failure runs when the journal could not be written
     */
    SendJournal(Journal journal, Duration window, Clock clock, Runnable failure) {
        this.journal = journal;
        this.window = window;
        this.clock = clock;
        this.failure = failure;
    }

    /**
     * A call that may now go.
     *
     * @param entry its key and the time from which the window counts
     * @param repeat whether the same call went under this key before
     * @param answer what a repeat is told, if Resend's answer is known
     */
    record Begun(Entry entry, boolean repeat, Optional<ObjectNode> answer) {
        String idempotencyKey() {
            return entry.idempotencyKey();
        }
    }

    /**
     * Notes a call before it goes. Where the disk refuses the note the call goes all the same: its key stops most doubles, and no
     * mail at all would be worse. Where nobody answers it does not go: the note may yet be made, or may never be.
     *
     * @throws SendRefusedException when the call must not go
     */
    Begun begin(SendCall call) throws SendRefusedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Entry first = entry(call, firstKey(call, now), now);
        Entry otherKey = entry(call, newKey(), now);
        try {
            Entry kept = journal.update(call.id(), known -> next(call, known, first, otherKey), window);
            boolean sameCall = kept.payloadHash().equals(call.payloadHash());
            boolean repeat =
                    sameCall && (kept.answer().isPresent() || !kept.begun().equals(now));
            if (!sameCall) {
                throw new SendRefusedException(KEY_OF_ANOTHER_CALL);
            }
            return new Begun(kept, repeat, kept.answer().flatMap(SendJournal::read));
        } catch (StateUnresponsiveException e) {
            warn(call, e, "A call was refused: the store of the state does not answer");
            throw new SendRefusedException(UNRESPONSIVE);
        } catch (StateUnavailableException e) {
            warn(call, e, "A call went that the journal does not know; only its key stops a repeat");
            return new Begun(first, false, Optional.empty());
        }
    }

    /** Notes of the answer what a repeat is told. Never fails: the call has taken effect. */
    void accepted(SendCall call, Begun begun, ObjectNode answer) {
        // Without an id a repeat asks Resend again, under the same key.
        KeptAnswer.of(answer)
                .ifPresent(ids ->
                        settle(call, begun, ids, kept -> kept.idempotencyKey().equals(begun.idempotencyKey())));
    }

    /** Notes a refusal, after which the same call is a new one. */
    void refused(SendCall call, Begun begun, ToolError error) {
        ObjectNode refusal = new ToolError(error.name(), "", error.statusCode(), false, null).toJson();
        settle(call, begun, refusal, begun.entry()::equals);
    }

    private void settle(SendCall call, Begun begun, ObjectNode answer, Predicate<Entry> replaceable) {
        Entry settled = new Entry(
                begun.idempotencyKey(), call.payloadHash(), begun.entry().begun(), Optional.of(answer.toString()));
        try {
            journal.update(
                    call.id(),
                    // Another call may have taken the place meanwhile, on purpose.
                    known -> known.filter(kept -> !replaceable.test(kept)).orElse(settled),
                    window);
        } catch (StateUnavailableException e) {
            warn(call, e, "The journal could not keep the answer to a call; a repeat asks Resend again");
        }
    }

    /** The entry to keep for a call that is about to go. */
    private Entry next(SendCall call, Optional<Entry> known, Entry first, Entry otherKey) {
        Optional<Entry> valid = known.filter(entry -> entry.begun().plus(window).isAfter(first.begun()));
        if (valid.isEmpty() || call.forceNew()) {
            return first;
        }
        Entry entry = valid.get();
        Optional<String> refusal = entry.answer()
                .flatMap(SendJournal::read)
                .map(answer -> answer.path("error").path("name"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
        if (refusal.isEmpty()) {
            return entry;
        }
        return call.ownKey().isPresent() || REFUSALS_THAT_KEEP_THE_KEY.contains(refusal.get())
                ? entry(call, entry.idempotencyKey(), first.begun())
                : otherKey;
    }

    private static Entry entry(SendCall call, String key, Instant begun) {
        return new Entry(key, call.payloadHash(), begun, Optional.empty());
    }

    private String firstKey(SendCall call, Instant now) {
        return call.ownKey().orElseGet(() -> call.forceNew() ? newKey() : keyOf(call, now));
    }

    /** The same for the same call in the same stretch of time; calls a window apart are never in the same stretch. */
    private String keyOf(SendCall call, Instant now) {
        long stretch = Math.floorDiv(now.toEpochMilli(), window.toMillis());
        return KEY_PREFIX + CanonicalJson.sha256(List.of(call.id(), window.toMillis(), stretch));
    }

    private static String newKey() {
        return KEY_PREFIX + UUID.randomUUID();
    }

    private void warn(SendCall call, StateUnavailableException e, String what) {
        failure.run();
        log.atWarn()
                .addKeyValue("tool", call.tool())
                .addKeyValue(
                        "cause",
                        e.getCause() == null ? "" : e.getCause().getClass().getSimpleName())
                .log(what);
    }

    /** Empty for what was not written by us, so that Resend is asked again. */
    private static Optional<ObjectNode> read(String answer) {
        try {
            return MAPPER.readTree(answer) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
