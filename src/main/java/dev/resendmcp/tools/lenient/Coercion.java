package dev.resendmcp.tools.lenient;

/** Habits of clients and models that are read as the one thing they can mean. */
public enum Coercion {
    /** A number as text: {@code "10"}. */
    NUMBER_TEXT,
    /** A boolean as text: {@code "true"}. */
    BOOLEAN_TEXT,
    /** An integer in another spelling: {@code 1.0} or {@code 1e1}. */
    INTEGER_SPELLING,
    /** A number where text is due. */
    TEXT_NUMBER,
    /** A list or an object as JSON text. */
    JSON_TEXT,
    /** All arguments as one JSON text. */
    ARGUMENTS_TEXT,
    /** One value where a list is due. */
    SINGLE_VALUE,
    /** Null for "not given". */
    NULL,
    /** Empty text for "not given". */
    EMPTY_TEXT,
    /** An argument in another spelling of its name: {@code scheduledAt}, or {@code broadcast_id} for {@code id}. */
    NAME,
    /** A choice in another spelling: {@code ENABLED}, {@code opt-in}. */
    CHOICE,
    /** The address of a page of Resend's dashboard for the id in it. */
    DASHBOARD_URL,
    /** A mail address with {@code mailto:} in front. */
    MAILTO
}
