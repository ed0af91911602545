package dev.resendmcp.tools.lenient;

import java.util.Set;
import java.util.regex.Pattern;

/** What the name of an argument says about it, where its schema does not. */
final class Meaning {
    private static final Set<String> ADDRESSES =
            Set.of("from", "to", "cc", "bcc", "reply_to", "email", "emails", "email_address");
    private static final Set<String> ID_OR_ADDRESS = Set.of("contact_id", "inbox_id", "suppression");
    private static final Pattern TIME = Pattern.compile("(?:.*_)?(?:at|date|duration|timeout|expires_in)");
    private static final Set<String> OTHER_WITHOUT_EMPTY = Set.of(
            "after",
            "before",
            "endpoint",
            "timezone",
            "color",
            "alias",
            "tracking_subdomain",
            "custom_return_path",
            "idempotency_key",
            "confirmation_token",
            "content",
            "path",
            "content_type");

    private Meaning() {}

    static boolean isAddress(String name) {
        return ADDRESSES.contains(name);
    }

    static boolean mayBeAddress(String name) {
        return isAddress(name) || ID_OR_ADDRESS.contains(name);
    }

    static boolean isId(String name) {
        return name.equals("id") || name.endsWith("_id") || name.equals("ids");
    }

    static boolean isTime(String name) {
        return TIME.matcher(name).matches();
    }

    /** Whether empty text cannot be a value of such an argument, so that it stands for "not given". */
    static boolean hasNoEmptyText(String name) {
        return isId(name) || isAddress(name) || isTime(name) || OTHER_WITHOUT_EMPTY.contains(name);
    }
}
