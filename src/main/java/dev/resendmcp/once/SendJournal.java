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
import dev.resendmcp.state.store.StateUnavailableException.StateUnresponsiveException;
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
 * Assigns idempotency keys to calls and records their outcomes. Holds digests, keys and ids, but no content or addresses.
 *
 * <p>A key is derived from the call and the time, so most repeats get the same key even if the journal is lost. A refusal is
 * recorded as {@code {"error": ...}}, without its message.
 */
final class SendJournal {
    private static final Logger log = LoggerFactory.getLogger(SendJournal.class);
    private static final String KEY_PREFIX = "mcp-";
    /** Resend may answer with these without checking the key, under which an earlier lost attempt may have been carried out. */
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
            "idempotency_key: this key was used recently for a call with other arguments. Nothing was sent. Retry with"
                    + " the original arguments, or use a new key.",
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
     * @param window how long repeats take no effect; more than zero
     * @param failure runs when the journal cannot be written
     */
    SendJournal(Journal journal, Duration window, Clock clock, Runnable failure) {
        this.journal = journal;
        this.window = window;
        this.clock = clock;
        this.failure = failure;
    }

    /**
     * A recorded call.
     *
     * @param entry its key, of a caller's own key the digest, and the start of its window
     * @param repeat whether an identical call was sent with this key before
     * @param answer answer for a repeat, if Resend's is known
     * @param idempotencyKey the key for Resend
     */
    record Begun(Entry entry, boolean repeat, Optional<ObjectNode> answer, String idempotencyKey) {
        static Begun of(SendCall call, Entry entry, boolean repeat, Optional<ObjectNode> answer) {
            return new Begun(entry, repeat, answer, call.ownKey().orElse(entry.idempotencyKey()));
        }
    }

    /**
     * Records a call before it is sent. If the disk fails, the call is sent anyway: its key prevents most duplicates, and sending
     * no mail at all would be worse. If the disk does not respond, it is not sent: the record may or may not be written later.
     *
     * @throws SendRefusedException if the call must not be sent
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
            return Begun.of(call, kept, repeat, kept.answer().flatMap(SendJournal::read));
        } catch (StateUnresponsiveException e) {
            warn(call, e, "A call was refused: the state store does not respond");
            throw new SendRefusedException(UNRESPONSIVE);
        } catch (StateUnavailableException e) {
            warn(call, e, "A call was sent without a journal entry; only its key prevents a duplicate");
            return Begun.of(call, first, false, Optional.empty());
        }
    }

    /** Whether the same call was made within the window and accepted. */
    boolean isAccepted(SendCall call) {
        return journal.find(call.id())
                .filter(entry -> entry.payloadHash().equals(call.payloadHash()))
                .filter(entry -> entry.begun().plus(window).isAfter(clock.instant()))
                .flatMap(Entry::answer)
                .flatMap(SendJournal::read)
                .filter(answer -> !answer.has("error"))
                .isPresent();
    }

    /** Records the answer for repeats. Never fails: the call has taken effect. */
    void accepted(SendCall call, Begun begun, ObjectNode answer) {
        // Without an id, a repeat asks Resend again with the same key.
        KeptAnswer.of(answer)
                .ifPresent(ids -> settle(
                        call,
                        begun,
                        ids,
                        kept -> kept.idempotencyKey().equals(begun.entry().idempotencyKey())));
    }

    /** Records a refusal; an identical call then counts as new. */
    void refused(SendCall call, Begun begun, ToolError error) {
        ObjectNode refusal = new ToolError(error.name(), "", error.statusCode(), false, null).toJson();
        settle(call, begun, refusal, begun.entry()::equals);
    }

    private void settle(SendCall call, Begun begun, ObjectNode answer, Predicate<Entry> replaceable) {
        Entry settled = new Entry(
                begun.entry().idempotencyKey(),
                call.payloadHash(),
                begun.entry().begun(),
                Optional.of(answer.toString()));
        // Without waiting for the disk: if the process ends before, a repeat asks Resend again with the same key.
        journal.updateSoon(
                call.id(),
                // A call with force_new may have replaced the entry meanwhile.
                known -> known.filter(kept -> !replaceable.test(kept)).orElse(settled),
                window,
                e -> warn(call, e, "The journal could not record the answer to a call; a repeat asks Resend again"));
    }

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
        // A caller's key comes again with each of its repeats, and may hold an address.
        return call.ownKey().map(CanonicalJson::sha256).orElseGet(() -> call.forceNew() ? newKey() : keyOf(call, now));
    }

    /** Equal for identical calls in the same period; calls one window apart are never in the same period. */
    private String keyOf(SendCall call, Instant now) {
        long period = Math.floorDiv(now.toEpochMilli(), window.toMillis());
        return KEY_PREFIX + CanonicalJson.sha256(List.of(call.id(), window.toMillis(), period));
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

    /** Empty if it was not written by us; Resend is then asked again. */
    private static Optional<ObjectNode> read(String answer) {
        try {
            return MAPPER.readTree(answer) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** This service refuses a call that must take effect once; nothing was sent. */
    static final class SendRefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient ToolError error;

        private SendRefusedException(ToolError error) {
            super(error.name(), null, false, false);
            this.error = error;
        }

        ToolError error() {
            return error;
        }
    }
}
