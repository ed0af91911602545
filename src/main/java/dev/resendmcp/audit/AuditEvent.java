package dev.resendmcp.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.call.CallOrigin;
import dev.resendmcp.call.Caller;
import java.time.Instant;
import java.util.Locale;

/**
 * Something to record. Holds no content, address of a recipient or credential; those who add details must keep to that.
 *
 * @param kind what happened
 * @param caller who called, decided or changed something; the name of an operator for approvals
 * @param origin where from
 * @param tool name of the tool; empty if none was called
 * @param details further fields in a fixed order; must not be modified afterwards
 */
public record AuditEvent(Kind kind, Caller caller, CallOrigin origin, String tool, ObjectNode details) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What happened. */
    public enum Kind {
        /** The log was opened. */
        START,
        /** A write call is about to leave. */
        INTENT,
        /** A write call has ended. */
        OUTCOME,
        /** A call was refused by policy, budget, rights or because its tool is unknown or hidden. */
        REFUSAL,
        /** An approval was requested, granted, refused or expired. */
        APPROVAL,
        /** Rules, callers or other settings were changed. */
        RULES;

        /** Name in the log and in metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An event without details. */
    public static AuditEvent of(Kind kind, Caller caller, CallOrigin origin, String tool) {
        return new AuditEvent(kind, caller, origin, tool, JsonNodeFactory.instance.objectNode());
    }

    /**
     * A refused call.
     *
     * @param verdict name of the error
     * @param rule the rule that refused; empty if the error says all
     */
    public static AuditEvent refusal(Caller caller, CallOrigin origin, String tool, String verdict, String rule) {
        AuditEvent event = of(Kind.REFUSAL, caller, origin, tool).with("verdict", verdict);
        return rule.isEmpty() ? event : event.with("rule", rule);
    }

    /**
     * A step of an approval.
     *
     * @param who caller who asks, or operator who decides
     * @param decision such as {@code requested}, {@code granted}, {@code refused} or {@code expired}
     * @param id of the approval
     */
    public static AuditEvent approval(Caller who, CallOrigin origin, String tool, String decision, String id) {
        return of(Kind.APPROVAL, who, origin, tool).with("decision", decision).with("approval", id);
    }

    /**
     * A change of rules.
     *
     * @param what such as {@code callers} or {@code settings}
     * @param result such as {@code applied} or {@code rejected}
     */
    public static AuditEvent rules(String what, String result) {
        return of(Kind.RULES, new Caller("service"), CallOrigin.UNKNOWN, "")
                .with("what", what)
                .with("result", result);
    }

    /** The same event with one more detail. */
    public AuditEvent with(String name, String value) {
        return new AuditEvent(kind, caller, origin, tool, details.deepCopy().put(name, value));
    }

    /** The same event with one more number. */
    public AuditEvent with(String name, long value) {
        return new AuditEvent(kind, caller, origin, tool, details.deepCopy().put(name, value));
    }

    /** The line of this event as a JSON object, without its opening and closing brace. */
    String fields(Instant time) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("time", time.toString());
        line.put("event", kind.label());
        put(line, "caller", caller.id());
        put(line, "address", origin.address());
        put(line, "client", origin.client());
        put(line, "tool", tool);
        line.setAll(details);
        try {
            String json = JSON.writeValueAsString(line);
            return json.substring(1, json.length() - 1);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void put(ObjectNode line, String name, String value) {
        if (!value.isEmpty()) {
            line.put(name, value);
        }
    }
}
