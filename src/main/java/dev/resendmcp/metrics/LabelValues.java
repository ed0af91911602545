package dev.resendmcp.metrics;

import com.google.common.collect.Sets;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.error.ResendErrorName;
import java.util.Set;
import java.util.regex.Pattern;

/** The closed sets that label values come from. What is not in the set becomes {@link #OTHER}. */
final class LabelValues {

    static final String OTHER = "_OTHER";

    private static final Set<String> MCP_METHODS = Set.of(
            "initialize",
            "ping",
            "server/discover",
            "tools/list",
            "tools/call",
            "prompts/list",
            "prompts/get",
            "resources/list",
            "resources/read",
            "resources/templates/list",
            "resources/subscribe",
            "resources/unsubscribe",
            "resources/directory/read",
            "skills/list",
            "skills/get",
            "subscriptions/listen",
            "completion/complete",
            "logging/setLevel",
            "notifications/initialized",
            "notifications/cancelled",
            "notifications/progress",
            "notifications/roots/list_changed");

    private static final Set<String> ERROR_TYPES =
            Sets.union(ResendErrorName.wireNames(), ErrorName.wireNames()).immutableCopy();

    // JSON-RPC reserves these few, and one hundred for servers.
    private static final Pattern JSON_RPC_ERROR = Pattern.compile("-32(700|60[0-3]|0\\d\\d)");

    private static final Set<String> TRANSPORTS = Set.of("tcp", "pipe");
    private static final Set<String> HTTP_METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    static final Set<String> AUTH_REASONS =
            Set.of("missing_token", "invalid_token", "origin", "host", "repeated_header");

    static final Set<String> UPSTREAM_FAILURES = Set.of(
            "dns",
            "connect",
            "tls",
            "proxy",
            "timeout",
            "reset",
            "invalid_answer",
            "server_error",
            "pool",
            "memory",
            "internal");

    static final Set<String> BODY_REFUSALS = Set.of(
            "content_type",
            "encoding",
            "not_json",
            "too_large",
            "too_complex",
            "caller_busy",
            "busy",
            "slow",
            "incomplete");

    static final Set<String> SEND_OUTCOMES = Set.of("accepted", "deduplicated", "refused", "unknown", "not_sent");
    static final Set<String> RELOAD_RESULTS = Set.of("success", "failure");
    static final Set<String> DEDUPLICATION_SOURCES = Set.of("journal", "concurrent_call", "resend");

    // Words and {placeholders}; identifiers, addresses and keys have other characters.
    private static final Pattern ROUTE = Pattern.compile("/?[a-z_-]+(/([a-z_-]+|\\{[a-zA-Z_]+}))*");
    private static final int MAX_ROUTE_LENGTH = 100;

    private LabelValues() {}

    static String mcpMethod(String method) {
        return oneOf(MCP_METHODS, method);
    }

    /** Nothing for a call that went well. */
    static String errorType(String errorType) {
        if (errorType == null || errorType.isEmpty()) {
            return "";
        }
        return JSON_RPC_ERROR.matcher(errorType).matches() ? errorType : oneOf(ERROR_TYPES, errorType);
    }

    /** Nothing for a client that did not say. */
    static String protocol(Set<String> known, String version) {
        return version == null || version.isEmpty() ? "" : oneOf(known, version);
    }

    static String transport(String transport) {
        return oneOf(TRANSPORTS, transport);
    }

    static String httpMethod(String method) {
        return oneOf(HTTP_METHODS, method);
    }

    static String authReason(String reason) {
        return oneOf(AUTH_REASONS, reason);
    }

    static String route(String route) {
        boolean template = route != null
                && route.length() <= MAX_ROUTE_LENGTH
                && ROUTE.matcher(route).matches();
        return template ? route : OTHER;
    }

    /** From 429 to 4xx; what is no HTTP status means that no answer came. */
    static String statusClass(int status) {
        return status >= 100 && status < 600 ? status / 100 + "xx" : "none";
    }

    static String oneOf(Set<String> known, String value) {
        return value != null && known.contains(value) ? value : OTHER;
    }
}
