package dev.resendmcp.access.mail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tools of the catalogue that send mail, prepare some, or let it reach somebody: the one list of them, from which all rules
 * derive theirs.
 */
public enum SendingTool {
    SEND_EMAIL(Use.SENDS, true),
    SEND_BATCH_EMAILS(Use.SENDS, true),
    UPDATE_EMAIL(Use.ARRANGES, true),
    CREATE_TEMPLATE(Use.WRITES, false),
    UPDATE_TEMPLATE(Use.WRITES, false),
    PUBLISH_TEMPLATE(Use.WRITES, false),
    /** Sends at once if it is told to. */
    CREATE_BROADCAST(Use.SENDS, true),
    UPDATE_BROADCAST(Use.WRITES, false),
    SEND_BROADCAST(Use.SENDS, true),
    CREATE_AUTOMATION(Use.ARRANGES, false),
    UPDATE_AUTOMATION(Use.ARRANGES, false),
    /** Can start an automation that sends. */
    SEND_EVENT(Use.SENDS, false),
    CREATE_INBOX_DRAFT(Use.ADDRESSES, false),
    UPDATE_INBOX_DRAFT(Use.ADDRESSES, false),
    SEND_INBOX_DRAFT(Use.SENDS, false),
    REPLY_TO_INBOX_EMAIL(Use.SENDS, false),
    FORWARD_INBOX_EMAIL(Use.SENDS, false),
    CREATE_CONTACT(Use.PERMITS, false),
    UPDATE_CONTACT_BY_ID(Use.PERMITS, false),
    UPDATE_CONTACT_BY_EMAIL(Use.PERMITS, false),
    ADD_CONTACT_TO_SEGMENT(Use.PERMITS, false),
    CREATE_CONTACT_IMPORT(Use.PERMITS, false),
    UPDATE_INBOX_AGENT(Use.PERMITS, false);

    private static final Map<String, SendingTool> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SendingTool::toolName, Function.identity()));

    private final Use use;
    private final boolean schedulable;

    SendingTool(Use use, boolean schedulable) {
        this.use = use;
        this.schedulable = schedulable;
    }

    private enum Use {
        /** Mail can leave because of a call. */
        SENDS,
        /** Mail leaves later by itself, at a time or after an event. */
        ARRANGES,
        /** A draft with recipients, which another call sends. */
        ADDRESSES,
        /** A content without recipients, which another call sends. */
        WRITES,
        /** Lets broadcasts, automations or agents that exist write to somebody by themselves. */
        PERMITS
    }

    /** The tool of this name; empty if that one neither sends nor prepares mail. */
    public static Optional<SendingTool> find(String toolName) {
        return Optional.ofNullable(BY_NAME.get(toolName));
    }

    /** Name on the wire. */
    public String toolName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether mail can leave because of a call. */
    public boolean sends() {
        return use == Use.SENDS;
    }

    /** Whether a call can name recipients, or what it names can have some. */
    public boolean hasRecipients() {
        return sends() || use == Use.ADDRESSES;
    }

    /** Whether mail can leave because of a call, at once or later by itself. */
    public boolean sendsNowOrLater() {
        return sends() || use == Use.ARRANGES;
    }

    /** Whether a call can say when the mail leaves. */
    public boolean isSchedulable() {
        return schedulable;
    }
}
