package dev.resendmcp.once;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.once.SendJournal.Begun;
import dev.resendmcp.once.SendJournal.SendRefusedException;
import dev.resendmcp.once.SendMetrics.Source;
import dev.resendmcp.state.store.Journal;
import dev.resendmcp.tools.InvalidArgumentsException;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import dev.resendmcp.tools.Tools;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes calls of tools with an idempotency key take effect once: across retries, crashes, restarts and clients that give up
 * and call again. Each call gets a key and is recorded in the journal before it is sent. An identical call within the window
 * gets the same key, or the known answer with {@code deduplicated: true}. Other tools are called as they are.
 */
public final class ExactlyOnceSends implements Tools {
    private final Tools inner;
    private final boolean on;
    private final IdempotentToolSchema form;
    private final Map<String, ToolDefinition> tools;
    private final SendJournal journal;
    private final InFlightCalls inFlight;
    private final SendMetrics metrics;

    /** @param longestWait longest time that a call waits for an identical one in progress */
    public ExactlyOnceSends(
            Tools inner,
            Journal journal,
            SendSettings settings,
            Duration longestWait,
            SendMetrics metrics,
            Clock clock) {
        Duration window = settings.deduplicationWindow().toJavaDuration();
        this.inner = inner;
        this.on = window.toMillis() > 0;
        this.form = new IdempotentToolSchema(settings.deduplicationWindow());
        this.tools =
                inner.list().stream().collect(Collectors.toUnmodifiableMap(ToolDefinition::name, Function.identity()));
        this.journal = new SendJournal(journal, window, clock, metrics::journalFailed);
        this.inFlight = new InFlightCalls(longestWait);
        this.metrics = metrics;
    }

    @Override
    public List<ToolDefinition> list() {
        return inner.list().stream().map(form::publish).toList();
    }

    @Override
    public ToolResult call(ToolCall given) {
        if (!takesKey(given)) {
            return inner.call(given);
        }
        ToolResult result;
        try {
            SendCall call = SendCall.of(given);
            result = answer(given, call);
        } catch (InvalidArgumentsException e) {
            result = ToolResult.failed(ToolError.invalidArguments(e.getMessage()));
        }
        metrics.ended(SendOutcome.of(result));
        return result;
    }

    @Override
    public Optional<ToolError> check(ToolCall given) {
        if (!takesKey(given)) {
            return inner.check(given);
        }
        try {
            SendCall call = SendCall.of(given);
            return inner.check(given.with(call.arguments()));
        } catch (InvalidArgumentsException e) {
            return Optional.of(ToolError.invalidArguments(e.getMessage()));
        }
    }

    /** Whether the answer to a call is known, so that it will not be made again. */
    public boolean isKnown(ToolCall given) {
        if (!on || !takesKey(given)) {
            return false;
        }
        try {
            SendCall call = SendCall.of(given);
            return !call.hasBadKey() && !call.forceNew() && journal.isAccepted(call);
        } catch (InvalidArgumentsException e) {
            return false;
        }
    }

    private boolean takesKey(ToolCall given) {
        ToolDefinition tool = tools.get(given.name());
        return tool != null && IdempotentToolSchema.takesKey(tool);
    }

    private ToolResult answer(ToolCall given, SendCall call) {
        if (!on || call.hasBadKey()) {
            return inner.call(given.with(call.ownKey().map(call::withKey).orElseGet(call::arguments)));
        }
        if (call.forceNew()) {
            return once(given, call);
        }
        Optional<ToolResult> other = inFlight.join(call.dedupKey());
        if (other.isPresent()) {
            return shared(other.get());
        }
        ToolResult result = ToolResult.failed(ToolError.internal());
        try {
            result = once(given, call);
            return result;
        } finally {
            inFlight.end(call.dedupKey(), result);
        }
    }

    private ToolResult shared(ToolResult result) {
        if (result.error().isPresent()) {
            return result;
        }
        ToolResult shared = deduplicated(result.content(), Source.CONCURRENT_CALL);
        return result.idempotencyKey().map(shared::withKey).orElse(shared);
    }

    private ToolResult once(ToolCall given, SendCall call) {
        Begun begun;
        try {
            begun = journal.begin(call);
        } catch (SendRefusedException e) {
            return ToolResult.failed(e.error());
        }
        if (begun.answer().isPresent()) {
            return deduplicated(begun.answer().get(), Source.JOURNAL).withKey(begun.idempotencyKey());
        }
        ToolResult result =
                inner.call(given.with(call.withKey(begun.idempotencyKey()))).withKey(begun.idempotencyKey());
        if (result.error().isEmpty()) {
            journal.accepted(call, begun, result.content());
            return begun.repeat()
                    ? deduplicated(result.content(), Source.RESEND).withKey(begun.idempotencyKey())
                    : result;
        }
        // The refusal of a repeat says nothing about the original call, which may have been carried out.
        SendOutcome outcome = SendOutcome.of(result);
        boolean keyIsFree = outcome == SendOutcome.NOT_SENT && call.ownKey().isPresent();
        if ((outcome == SendOutcome.REFUSED || keyIsFree) && !begun.repeat()) {
            journal.refused(call, begun, result.error().get());
        }
        return result;
    }

    private ToolResult deduplicated(ObjectNode answer, Source source) {
        metrics.deduplicated(source);
        return ToolResult.of(answer.deepCopy().put(SendOutcome.MARK, true));
    }
}
