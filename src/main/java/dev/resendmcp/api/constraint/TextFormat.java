package dev.resendmcp.api.constraint;

import java.util.regex.Pattern;

/** Forms of text that {@link Format} requires: each a pattern, and the sentence for a caller who gave something else. */
public enum TextFormat {
    /** A plain mail address, without a name in front. As loose as {@link #MAILBOX}. */
    ADDRESS(Patterns.ADDRESS, "must be an address such as ann@example.org"),

    /** A mail address, plain or with a name in front. Deliberately loose: Resend judges the finer grammar. */
    MAILBOX(
            "(?:[^<>\\p{Cc}\\p{Zl}\\p{Zp}]*<" + Patterns.ADDRESS + ">|" + Patterns.ADDRESS + ")",
            "must be an address such as ann@example.org or Ann <ann@example.org>"),

    /** A domain name, of any script. Deliberately loose, but neither a URL nor a mail address. */
    DOMAIN_NAME("[^\\s/:@,\\p{Cc}\\p{Zl}\\p{Zp}]{1,253}", "must be a domain name such as mail.example.org"),

    /** The part in front of a domain name: labels of letters, digits, hyphens or underscores. */
    SUBDOMAIN(
            Patterns.LABEL + "(?:\\." + Patterns.LABEL + "){0,8}",
            "must be a subdomain such as send, of letters, digits and hyphens"),

    /** Absolute http or https address. */
    HTTP_URL("(?i:https?)://[^\\s\\p{Cc}\\p{Zl}\\p{Zp}]+", "must be an http or https URL"),

    /** Text that ends up in a mail header or a request header: no line breaks, no control characters. */
    SINGLE_LINE("[^\\p{Cc}\\p{Zl}\\p{Zp}]*+", "must be one line without control characters"),

    /** Name of a mail header: the characters that RFC 9110 and RFC 5322 both allow. */
    HEADER_NAME(Patterns.HEADER, "must be a mail header name such as X-Entity-Ref-ID"),

    /** Name of a mail header that a message in a thread may set: not one of those that keep the thread together. */
    FREE_HEADER_NAME(
            "(?!(?i:in-reply-to|references|reply-to)$)" + Patterns.HEADER,
            "must be a mail header name other than In-Reply-To, References and Reply-To"),

    /** Type of a file, such as {@code text/csv; charset=utf-8}. It ends up in a mail header. */
    MIME_TYPE(
            Patterns.TOKEN + "/" + Patterns.TOKEN + "(?:[ ]*;[^\\p{Cc}\\p{Zl}\\p{Zp}]*)?",
            "must be a MIME type such as application/pdf"),

    /** An ISO 8601 date, or a date with a time; the zone may be left out. */
    ISO_DATE(
            "\\d{4}-\\d{2}-\\d{2}(?:[Tt ]\\d{2}[\\d:.,]{0,20}(?:[Zz]|[+-]\\d{2}(?::?\\d{2})?)?)?",
            "must be an ISO 8601 date or date-time such as 2030-01-31 or 2030-01-31T09:00:00Z"),

    /** When to send: an ISO 8601 time or words, which only Resend understands. Empty would mean nothing, or at once. */
    SENDING_TIME(
            "(?!\\s*+$)[^\\p{Cc}\\p{Zl}\\p{Zp}]{1,200}",
            "must be an ISO 8601 time such as 2030-01-31T09:00:00Z, or words such as \"in 2 hours\""),

    /** An id inside a comma-joined query value: 1 to 256 visible ASCII characters, neither comma nor percent sign. */
    FILTER_ID("[!-$&-+\\--~]{1,256}", "must be an id without commas, spaces and control characters"),

    /** Key of a contact property. */
    PROPERTY_KEY(Patterns.KEY, "must be a property key: 1 to 50 letters, digits and underscores"),

    /** Name of a template's variable. Resend gives the reserved ones a meaning of their own. */
    VARIABLE_NAME(
            "(?!(?:FIRST_NAME|LAST_NAME|EMAIL|UNSUBSCRIBE_URL|contact|this)$)" + Patterns.KEY,
            "must be 1 to 50 letters, digits or underscores, and none of"
                    + " FIRST_NAME, LAST_NAME, EMAIL, UNSUBSCRIBE_URL, contact, this"),

    /** Type of a webhook event, such as {@code email.sent}: words with dots between. Resend adds types, so none is listed. */
    WEBHOOK_EVENT(
            "[A-Za-z0-9_-]{1,64}(?:\\.[A-Za-z0-9_-]{1,64}){1,8}", "must be an event type such as email.delivered");

    private final Pattern pattern;
    private final String message;

    TextFormat(String regex, String message) {
        this.pattern = Pattern.compile(regex);
        this.message = message;
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    String message() {
        return message;
    }

    private static final class Patterns {
        private static final String ADDRESS = "[^\\s<>@\\p{Cc}\\p{Zl}\\p{Zp}]+@[^\\s<>@\\p{Cc}\\p{Zl}\\p{Zp}]+";
        private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
        private static final String HEADER = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}";
        private static final String TOKEN = "[^\\s/;,\\p{Cc}\\p{Zl}\\p{Zp}]{1,127}";
        private static final String KEY = "[A-Za-z0-9_]{1,50}";
    }
}
