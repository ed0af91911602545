package dev.resendmcp.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A call as bytes for the wire. Each {@link #NUMBER} in it becomes a counter, so that each call is another one. */
final class WireCall {
    static final String NUMBER = "000000000000";
    static final String MODERN = "2026-07-28";
    private static final String LEGACY = "2025-11-25";
    private static final List<String> ACCEPT =
            List.of("Content-Type: application/json", "Accept: application/json, text/event-stream");

    private final byte[] bytes;
    private final List<Integer> counters;

    private WireCall(String request) {
        this.bytes = request.getBytes(StandardCharsets.US_ASCII);
        this.counters = Pattern.compile(NUMBER)
                .matcher(request)
                .results()
                .map(MatchResult::start)
                .toList();
    }

    /** A request of an older revision. */
    static WireCall legacy(String method, String params, String... headers) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":\"" + NUMBER + "\",\"method\":\"" + method + "\",\"params\":"
                + params + "}";
        return of(body, Stream.concat(Stream.of("MCP-Protocol-Version: " + LEGACY), Stream.of(headers)));
    }

    /** The same in the revision without a handshake. */
    static WireCall modern(String method, String params, String... headers) {
        String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"" + MODERN
                + "\",\"io.modelcontextprotocol/clientCapabilities\":{}}";
        String all =
                params.equals("{}") ? "{" + meta + "}" : params.substring(0, params.length() - 1) + "," + meta + "}";
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":\"" + NUMBER + "\",\"method\":\"" + method + "\",\"params\":" + all + "}";
        Stream<String> name = Stream.of(params)
                .filter(text -> text.startsWith("{\"name\":\""))
                .map(text -> "Mcp-Name: " + text.split("\"", 5)[3]);
        Stream<String> own = Stream.concat(Stream.of("MCP-Protocol-Version: " + MODERN, "Mcp-Method: " + method), name);
        return of(body, Stream.concat(own, Stream.of(headers)));
    }

    /** Parameters of a tool call; arguments may be written with single quotes. */
    static String tool(String name, String arguments) {
        return "{\"name\":\"" + name + "\",\"arguments\":" + arguments.replace('\'', '"') + "}";
    }

    private static WireCall of(String body, Stream<String> headers) {
        String head = Stream.of(
                        Stream.of("POST /mcp HTTP/1.1", "Host: 127.0.0.1:1"),
                        ACCEPT.stream(),
                        headers,
                        Stream.of("Content-Length: " + body.length()))
                .flatMap(part -> part)
                .collect(Collectors.joining("\r\n"));
        return new WireCall(head + "\r\n\r\n" + body);
    }

    /** A copy with its own number. */
    byte[] numbered(long number) {
        byte[] copy = bytes.clone();
        byte[] digits =
                String.format(Locale.ROOT, "%0" + NUMBER.length() + "d", number).getBytes(StandardCharsets.US_ASCII);
        counters.forEach(counter -> System.arraycopy(digits, 0, copy, counter, digits.length));
        return copy;
    }
}
