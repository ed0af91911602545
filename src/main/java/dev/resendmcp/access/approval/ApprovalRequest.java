package dev.resendmcp.access.approval;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/**
 * A call that a person is asked about. Times are milliseconds since 1970, 0 for never.
 *
 * @param id name of the request: a keyed digest of caller, tool, arguments and subject
 * @param ticket differs between two requests for the same call
 * @param caller who called
 * @param tool name of the tool
 * @param title display name of the tool
 * @param description what the tool does
 * @param arguments of the call; texts of more than 100,000 characters and the contents of files are cut
 * @param subject what the call sends, such as the broadcast with this id; null if the arguments say it all
 * @param asked when the call was made
 * @param expires when the request, or the approval, ends
 * @param state what became of it
 * @param by name of the operator who decided; empty text before
 * @param reason of a refusal; empty text if none was given
 * @param decided when the operator decided
 * @param previous when the same call was last carried out after an approval
 * @param contacts number of contacts that receive the broadcast, as of the request; 0 for other calls
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApprovalRequest(
        String id,
        String ticket,
        String caller,
        String tool,
        String title,
        String description,
        ObjectNode arguments,
        JsonNode subject,
        long asked,
        long expires,
        State state,
        String by,
        String reason,
        long decided,
        long previous,
        int contacts) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** What became of a request. */
    public enum State {
        /** Nobody has decided yet. */
        WAITING,
        /** The next call with the same arguments is carried out. */
        APPROVED,
        /** An operator refused. */
        REFUSED,
        /** The call was carried out. */
        USED,
        /** Time ran out, and the caller knows. */
        CLOSED
    }

    /** Whether an operator may still decide. */
    public boolean isWaiting(Instant now) {
        return state == State.WAITING && expires > now.toEpochMilli();
    }

    /** Whether it says what becomes of another call like it. */
    boolean counts(Instant now) {
        boolean decides = state == State.WAITING || state == State.APPROVED || state == State.REFUSED;
        return decides && expires > now.toEpochMilli();
    }

    /** Whether nobody decided in time, or the approval was not used in time. */
    boolean ranOut(Instant now) {
        boolean open = state == State.WAITING || state == State.APPROVED;
        return open && expires <= now.toEpochMilli();
    }

    ApprovalRequest decided(Decision decision, Instant now, Instant until) {
        long end = until.toEpochMilli();
        return with(decision.state(), end, decision.operator(), decision.reason(), now.toEpochMilli(), previous);
    }

    /** The same request, which says when the call was last carried out. */
    ApprovalRequest after(ApprovalRequest earlier) {
        return with(state, expires, by, reason, decided, earlier.previous);
    }

    ApprovalRequest withNewTicket() {
        return new ApprovalRequest(
                id,
                UUID.randomUUID().toString(),
                caller,
                tool,
                title,
                description,
                arguments,
                subject,
                asked,
                expires,
                state,
                by,
                reason,
                decided,
                previous,
                contacts);
    }

    ApprovalRequest ended(State to, Instant now) {
        return with(to, expires, by, reason, decided, to == State.USED ? now.toEpochMilli() : previous);
    }

    private ApprovalRequest with(State to, long end, String operator, String why, long decidedAt, long carriedOut) {
        return new ApprovalRequest(
                id,
                ticket,
                caller,
                tool,
                title,
                description,
                arguments,
                subject,
                asked,
                end,
                to,
                operator,
                why,
                decidedAt,
                carriedOut,
                contacts);
    }

    static ApprovalRequest of(String id, Asked asked, int contacts, Instant now, Instant until) {
        return new ApprovalRequest(
                id,
                UUID.randomUUID().toString(),
                asked.call().caller().id(),
                asked.tool().name(),
                asked.tool().title(),
                asked.tool().description(),
                (ObjectNode) Shortened.of(asked.call().arguments()),
                asked.subject().map(Shortened::of).orElse(null),
                now.toEpochMilli(),
                until.toEpochMilli(),
                State.WAITING,
                "",
                "",
                0,
                0,
                contacts);
    }

    /** Reads what {@link #text} wrote. */
    static ApprovalRequest of(String text) {
        try {
            return JSON.readValue(text, ApprovalRequest.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a request of this version", e);
        }
    }

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request is always JSON", e);
        }
    }
}
