package dev.resendmcp.mcp.http;

import dev.resendmcp.toolsets.NameList;
import dev.resendmcp.toolsets.ToolSelection;
import dev.resendmcp.toolsets.ToolView;
import dev.resendmcp.toolsets.Toolsets;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a request narrows its tools, by its path, its headers and its query. Each of the three narrows what the others leave. What
 * cannot be read is refused, because ignoring it would give the request more than it asked for.
 */
final class Narrowing {
    /** Headers that narrow; a request has each of them once at most. */
    static final List<String> HEADERS =
            List.of("X-MCP-Toolsets", "X-MCP-Tools", "X-MCP-Exclude-Tools", "X-MCP-Readonly");

    private static final Pattern PATH =
            Pattern.compile("|/mcp|/mcp(?<only>/readonly)|/mcp/x/(?<names>[A-Za-z_,-]++)(?<also>/readonly)?");

    private static final Pattern COMMA = Pattern.compile("%2[Cc]");
    private static final Set<String> USUAL_PATHS = Set.of("/", "/mcp");
    private static final String PARAMETER = "toolsets";

    private final Toolsets toolsets;

    Narrowing(Toolsets toolsets) {
        this.toolsets = toolsets;
    }

    /** Whether MCP is served at a path, which may be percent-encoded, without trailing and doubled slashes. */
    static boolean isServed(String path) {
        return path.equals("/mcp") || matcher(path).matches();
    }

    /** The pattern repeats no group: Java would match one by recursion, and a long path would exhaust the stack. */
    private static Matcher matcher(String path) {
        return PATH.matcher(COMMA.matcher(path).replaceAll(","));
    }

    /** The view of a request at a path that is served. */
    ToolView view(HttpServletRequest request) throws RefusedException {
        if (isUsual(request)) {
            return ToolView.ALL;
        }
        ToolView view = ToolView.ALL;
        for (ToolSelection selection : List.of(ofPath(request), ofHeaders(request), ofQuery(request))) {
            view = view.narrowedTo(selection.isAll() ? ToolView.ALL : toolsets.view(selection));
        }
        return view;
    }

    /** Whether nothing in a request can narrow its view. */
    private static boolean isUsual(HttpServletRequest request) {
        return USUAL_PATHS.contains(request.getRequestURI())
                && request.getQueryString() == null
                && HEADERS.stream().allMatch(name -> request.getHeader(name) == null);
    }

    private ToolSelection ofPath(HttpServletRequest request) throws RefusedException {
        Matcher path = matcher(WebPaths.plain(request.getRequestURI()));
        if (!path.matches()) {
            return ToolSelection.ALL;
        }
        List<String> names = path.group("names") == null ? List.of() : names("The path", path.group("names"));
        boolean readOnly = path.group("only") != null || path.group("also") != null;
        return known("The path", new ToolSelection(names, null, null, readOnly));
    }

    private ToolSelection ofHeaders(HttpServletRequest request) throws RefusedException {
        List<List<String>> names = new ArrayList<>();
        for (String header : HEADERS.subList(0, 3)) {
            String value = request.getHeader(header);
            names.add(value == null ? List.of() : names("The header " + header, value));
        }
        boolean readOnly = readOnly(request.getHeader("X-MCP-Readonly"));
        return known("A header X-MCP-*", new ToolSelection(names.get(0), names.get(1), names.get(2), readOnly));
    }

    private static boolean readOnly(String header) throws RefusedException {
        if (header == null) {
            return false;
        }
        return switch (header.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw refusal("The header X-MCP-Readonly must be true or false");
        };
    }

    private ToolSelection ofQuery(HttpServletRequest request) throws RefusedException {
        Optional<String> value = Optional.empty();
        String query = Optional.ofNullable(request.getQueryString()).orElse("");
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (name.strip().equalsIgnoreCase(PARAMETER)) {
                if (value.isPresent()) {
                    throw refusal("The query has toolsets more than once; join the names with commas");
                }
                value = Optional.of(decoded(equals < 0 ? "" : pair.substring(equals + 1)));
            }
        }
        return value.isEmpty()
                ? ToolSelection.ALL
                : known("The query", ToolSelection.ofToolsets(names("The query", value.get())));
    }

    private static String decoded(String text) throws RefusedException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refusal("The query is not percent-encoded as it should be");
        }
    }

    private static List<String> names(String where, String text) throws RefusedException {
        List<String> names = NameList.of(text).names();
        if (names.isEmpty()) {
            throw refusal(where + " names no toolset or tool; leave it out or name some");
        }
        return names;
    }

    private ToolSelection known(String where, ToolSelection selection) throws RefusedException {
        Optional<Toolsets.Unknown> unknown = toolsets.unknown(selection);
        if (unknown.isPresent()) {
            throw refusal(
                    where + ", " + unknown.get().key() + ": " + unknown.get().sentence());
        }
        return selection;
    }

    private static RefusedException refusal(String sentence) {
        return new RefusedException(400, sentence, Map.of());
    }
}
