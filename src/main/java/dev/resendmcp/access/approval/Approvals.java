package dev.resendmcp.access.approval;

import dev.resendmcp.access.approval.ApprovalMetrics.Outcome;
import dev.resendmcp.access.approval.ApprovalRequest.State;
import dev.resendmcp.access.approval.WaitingList.Entry;
import dev.resendmcp.audit.AuditEvent;
import dev.resendmcp.audit.AuditLog;
import dev.resendmcp.call.Caller;
import dev.resendmcp.digest.CanonicalJson.UnwritableJsonException;
import dev.resendmcp.state.seal.SealedRecords;
import dev.resendmcp.state.store.StateUnavailableException;
import dev.resendmcp.state.store.UsedTokens;
import dev.resendmcp.tools.ToolCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Requests for approval, sealed in the state store: asked by callers, decided by operators, and used once. Safe for use by many
 * threads and replicas.
 */
public final class Approvals {
    private final SealedRecords records;
    private final UsedTokens used;
    private final Duration ttl;
    private final ApprovalMetrics metrics;
    private final Clock clock;
    private final AuditLog audit;
    private final WaitingList list;

    /** @param ttl how long a request waits, and how long an approval is valid */
    public Approvals(
            SealedRecords records,
            UsedTokens used,
            Duration ttl,
            ApprovalMetrics metrics,
            AuditLog audit,
            Clock clock) {
        this.audit = audit;
        this.records = records;
        this.used = used;
        this.ttl = ttl;
        this.metrics = metrics;
        this.clock = clock;
        this.list = new WaitingList(records, ttl.multipliedBy(2));
        metrics.read(this::ages);
    }

    /**
     * What a caller is told.
     *
     * @param answer what holds for the call
     * @param request the request it is about; null if there is none
     */
    record Told(Answer answer, ApprovalRequest request) {}

    /** What holds for a call. */
    enum Answer {
        /** It is approved, and this approval is now used: carry it out. */
        GO,
        /** Nobody has decided yet. */
        WAIT,
        /** An operator refused. */
        REFUSED,
        /** Time ran out. */
        EXPIRED,
        /** Another call is using the approval. */
        IN_USE,
        /** Too many requests wait already. */
        TOO_MANY
    }

    /**
     * Asks about a call, or tells what became of the request for the same call.
     *
     * @throws StateUnavailableException if nobody knows
     * @throws UnwritableJsonException if the arguments cannot be digested
     */
    Told ask(Asked asked) {
        Instant now = clock.instant();
        String id = "apr-" + records.digest(asked.identity());
        Optional<ApprovalRequest> kept = find(id);
        if (kept.filter(request -> request.ranOut(now)).isPresent()) {
            close(kept.get(), now);
            metrics.count(Outcome.EXPIRED);
            note(asked.call(), id, "expired");
            return new Told(Answer.EXPIRED, kept.get());
        }
        if (kept.filter(request -> request.counts(now)).isEmpty()) {
            return request(id, asked, asked.contacts().getAsInt(), now);
        }
        return switch (kept.get().state()) {
            case APPROVED -> use(kept.get(), asked, now);
            case REFUSED -> new Told(Answer.REFUSED, kept.get());
            default -> list.keep(Entry.of(kept.get()), now) ? new Told(Answer.WAIT, kept.get()) : turnedAway();
        };
    }

    private void close(ApprovalRequest request, Instant now) {
        change(request.id(), old -> old.ticket().equals(request.ticket()) ? old.ended(State.CLOSED, now) : old);
        list.remove(request.id(), now);
    }

    private Told use(ApprovalRequest approved, Asked asked, Instant now) {
        int contacts = asked.contacts().getAsInt();
        if (contacts > approved.contacts()) {
            // The operator did not see those who came later.
            close(approved, now);
            note(asked.call(), approved.id(), "outgrown");
            return request(approved.id(), asked, contacts, now);
        }
        if (!used.use(approved.ticket(), ttl.multipliedBy(2))) {
            return new Told(Answer.IN_USE, approved);
        }
        change(approved.id(), old -> old.ticket().equals(approved.ticket()) ? old.ended(State.USED, now) : old);
        metrics.count(Outcome.CARRIED_OUT);
        note(asked.call(), approved.id(), "used");
        return new Told(Answer.GO, approved);
    }

    /** Makes an approval valid again that a call has used in vain, until the same time as before. */
    void restore(ApprovalRequest approved, ToolCall call) {
        try {
            change(
                    approved.id(),
                    old -> old.ticket().equals(approved.ticket()) && old.state() == State.USED
                            ? approved.withNewTicket()
                            : old);
            note(call, approved.id(), "restored");
        } catch (StateUnavailableException e) {
            // It stays used: a person is asked once too often rather than once too seldom.
        }
    }

    private Told request(String id, Asked asked, int contacts, Instant now) {
        ApprovalRequest fresh = ApprovalRequest.of(id, asked, contacts, now, now.plus(ttl));
        if (!list.add(Entry.of(fresh), now)) {
            return turnedAway();
        }
        ApprovalRequest stored = store(
                id,
                old -> old.filter(other -> other.counts(now))
                        .orElseGet(() -> old.map(other -> fresh.after(other)).orElse(fresh)));
        if (stored.ticket().equals(fresh.ticket())) {
            metrics.count(Outcome.REQUESTED);
            note(asked.call(), id, "requested");
        }
        return new Told(Answer.WAIT, stored);
    }

    private Told turnedAway() {
        metrics.count(Outcome.TURNED_AWAY);
        return new Told(Answer.TOO_MANY, null);
    }

    /** The requests that wait for a decision, oldest first. Throws {@link StateUnavailableException}. */
    public List<ApprovalRequest> waiting() {
        Instant now = clock.instant();
        return list.entries(now).stream()
                .flatMap(entry -> find(entry.id()).stream())
                .filter(request -> request.isWaiting(now))
                .toList();
    }

    /** A request, whatever became of it. Throws {@link StateUnavailableException}. */
    public Optional<ApprovalRequest> find(String id) {
        return records.read(id).map(ApprovalRequest::of);
    }

    /**
     * Decides about a request that waits.
     *
     * @return the decided request; empty if it no longer waits
     * @throws StateUnavailableException if the decision could not be stored
     */
    public Optional<ApprovalRequest> decide(String id, Decision decision) {
        Instant now = clock.instant();
        if (find(id).filter(request -> decision.isAbout(request, now)).isEmpty()) {
            return Optional.empty();
        }
        ApprovalRequest decided =
                change(id, old -> decision.isAbout(old, now) ? old.decided(decision, now, now.plus(ttl)) : old);
        if (!decision.isOf(decided, now)) {
            return Optional.empty();
        }
        list.remove(id, now);
        metrics.count(decision.approve() ? Outcome.APPROVED : Outcome.REFUSED);
        audit.note(AuditEvent.approval(
                new Caller(decision.operator()),
                decision.origin(),
                decided.tool(),
                decision.approve() ? "granted" : "refused",
                id));
        return Optional.of(decided);
    }

    private void note(ToolCall call, String id, String what) {
        audit.note(AuditEvent.approval(call.caller(), call.origin(), call.name(), what, id));
    }

    /** How many requests wait; 0 if nobody knows. */
    public int waitingCount() {
        return ages().size();
    }

    private List<Long> ages() {
        Instant now = clock.instant();
        try {
            return list.entries(now).stream()
                    .map(entry -> (now.toEpochMilli() - entry.asked()) / 1000)
                    .toList();
        } catch (StateUnavailableException e) {
            // StateCondition reports it.
            return List.of();
        }
    }

    private ApprovalRequest change(String id, UnaryOperator<ApprovalRequest> change) {
        return store(
                id,
                old -> change.apply(old.orElseThrow(() ->
                        new StateUnavailableException(new IllegalStateException("the request for approval is gone")))));
    }

    private ApprovalRequest store(String id, Function<Optional<ApprovalRequest>, ApprovalRequest> change) {
        return ApprovalRequest.of(records.change(
                id, old -> change.apply(old.map(ApprovalRequest::of)).text(), ttl.multipliedBy(2)));
    }
}
