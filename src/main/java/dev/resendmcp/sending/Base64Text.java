package dev.resendmcp.sending;

/** Base64 of RFC 4648 with padding, and its form with line breaks. */
final class Base64Text {
    private static final int SHORTEST_LINE = 60;

    private Base64Text() {}

    /** Without the line breaks of MIME; other text stays as it is. */
    static String joined(String text) {
        String trimmed = text.strip();
        int first = trimmed.indexOf('\n');
        // Short lines are more likely text than base64.
        return first < SHORTEST_LINE ? trimmed : trimmed.replace("\r", "").replace("\n", "");
    }

    static boolean isValid(String text) {
        int length = text.length();
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        if (length % 4 != 0) {
            return false;
        }
        for (int i = 0; i < length - padding; i++) {
            char c = text.charAt(i);
            boolean valid =
                    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
            if (!valid) {
                return false;
            }
        }
        return true;
    }
}
