package dev.resendmcp.fuzz;

import dev.resendmcp.fuzz.HttpMessage.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

/** Damage to method, path and headers that leaves a request well framed: it must get exactly one answer. */
final class HeaderDamage {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "post", "Post", "FOO", "M-SEARCH");

    private static final List<String> TARGETS = List.of(
            "/",
            "/mcp/",
            "//mcp",
            "/MCP",
            "/mcp?x=y",
            "/mcp?%zz",
            "/mcp;x=y",
            "/%6dcp",
            "/mcp%00",
            "/mcp%2f",
            "/mcp/../mcp",
            "/mcp/%2e%2e/mcp",
            "/..",
            "/%",
            "/\u00e4",
            "/" + "x".repeat(7_000),
            "/.well-known/oauth-protected-resource",
            "http://localhost/mcp",
            "http://evil.example/mcp");

    private static final List<Header> HEADERS = List.of(
            new Header("Content-Type", "text/plain"),
            new Header("Content-Type", ""),
            new Header("Content-Type", ";"),
            new Header("Content-Type", "APPLICATION/JSON"),
            new Header("Content-Type", "application/json; charset=utf-16"),
            new Header("Content-Type", "application/json; charset=\u00ff"),
            new Header("Content-Type", "application/json; charset=none; charset=\""),
            new Header("Content-Type", "application/json, text/plain"),
            new Header("Content-Type", "multipart/form-data; boundary=x"),
            new Header("Content-Type", "application/x-www-form-urlencoded"),
            new Header("Content-Encoding", "gzip"),
            new Header("Content-Encoding", "gzip, gzip"),
            new Header("Content-Encoding", "x-gzip"),
            new Header("Content-Encoding", "deflate"),
            new Header("Content-Encoding", "br"),
            new Header("Content-Encoding", "identity"),
            new Header("Content-Encoding", ""),
            new Header("Accept", ""),
            new Header("Accept", "*/*"),
            new Header("Accept", "text/html"),
            new Header("Accept", "application/json;q=0"),
            new Header("Accept", "application/json;q=nonsense,,;"),
            new Header("Accept-Encoding", "gzip"),
            new Header("Accept-Encoding", "gzip;q=0, *;q=0"),
            new Header("Accept-Charset", "none"),
            new Header("Authorization", ""),
            new Header("Authorization", "Bearer"),
            new Header("Authorization", "Bearer " + "x".repeat(40)),
            new Header("Authorization", "Basic Og=="),
            new Header("Authorization", "\u00ff\u0080"),
            new Header("Host", "evil.example"),
            new Header("Host", "localhost:99999"),
            new Header("Host", "localhost, evil.example"),
            new Header("Host", "[::1"),
            new Header("Host", ""),
            new Header("Origin", "https://evil.example"),
            new Header("Origin", "null"),
            new Header("Origin", ""),
            new Header("Origin", "http://localhost:x"),
            new Header("MCP-Protocol-Version", ""),
            new Header("MCP-Protocol-Version", "2024-01-01"),
            new Header("MCP-Protocol-Version", "2025-11-25"),
            new Header("MCP-Protocol-Version", "2026-07-28"),
            new Header("MCP-Protocol-Version", "v999.0.0"),
            new Header("MCP-Protocol-Version", "=?base64?MjAyNi0wNy0yOA==?="),
            new Header("MCP-Protocol-Version", "\u00ff"),
            new Header("Mcp-Method", "TOOLS/CALL"),
            new Header("Mcp-Method", "=?base64?dG9vbHMvY2FsbA?="),
            new Header("Mcp-Name", "send_email"),
            new Header("Mcp-Name", "=?base64?/w==?="),
            new Header("Mcp-Name", "=?base64?" + "A".repeat(4_000) + "?="),
            new Header("Mcp-Name", "=?base64?=?="),
            new Header("Mcp-Param-Region", "=?base64?!!?="),
            new Header("Mcp-Session-Id", "gone"),
            new Header("Last-Event-ID", "-1"),
            new Header("Cookie", "$Version=1; a=\"; b=\u0080"),
            new Header("Range", "bytes=0-0,-1"),
            new Header("If-Match", "\"x"),
            new Header("X-Forwarded-For", "' OR 1"),
            new Header("Forwarded", "for=\"_x;proto=;host=evil"),
            new Header("X-HTTP-Method-Override", "DELETE"),
            new Header("Upgrade", "h2c"),
            new Header("HTTP2-Settings", "AAMAAABkAAQAAP__"),
            new Header("TE", "trailers, deflate;q=0.5"),
            new Header("X-Long", "y".repeat(7_000)),
            new Header("X-Very-Long", "y".repeat(20_000)));

    private HeaderDamage() {}

    /** Damages a request once or twice. */
    static void damage(HttpMessage message, RandomGenerator random) {
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            damageOnce(message, random);
        }
    }

    private static void damageOnce(HttpMessage message, RandomGenerator random) {
        List<Header> headers = message.headers();
        int at = random.nextInt(headers.size());
        Header strange = Choice.of(HEADERS, random);
        switch (random.nextInt(10)) {
            case 0 -> message.method(Choice.of(METHODS, random));
            case 1 -> message.target(Choice.of(TARGETS, random));
            case 2 -> {
                if (headers.size() > 1) {
                    headers.remove(at);
                }
            }
            case 3 -> headers.add(headers.get(at));
            case 4 -> headers.add(random.nextInt(headers.size()), strange);
            case 5 -> headers.set(at, new Header(headers.get(at).name().toLowerCase(Locale.ROOT), strange.value()));
            case 6 -> zipped(message, random);
            case 7 -> chunked(message, random);
            default -> message.only(strange.name(), strange.value());
        }
    }

    /** Zipped as it says, or cut short. */
    private static void zipped(HttpMessage message, RandomGenerator random) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(message.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        message.only("Content-Encoding", "gzip");
        message.body(random.nextBoolean() ? zipped.toByteArray() : ByteDamage.damaged(zipped.toByteArray(), random));
    }

    /** In chunks of odd sizes with extensions and trailers, all of which HTTP allows. */
    private static void chunked(HttpMessage message, RandomGenerator random) {
        if (message.has("Transfer-Encoding")) {
            return;
        }
        byte[] body = message.body();
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        int least = Math.max(1, body.length / 50);
        for (int at = 0; at < body.length; ) {
            int size = Math.min(body.length - at, least + random.nextInt(1 + body.length / 3));
            String extension = random.nextInt(4) == 0 ? ";a=\"b\"" : "";
            chunks.writeBytes(
                    ("0" + Integer.toHexString(size) + extension + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.write(body, at, size);
            chunks.writeBytes(new byte[] {'\r', '\n'});
            at += size;
        }
        String trailer = random.nextInt(4) == 0 ? "X-Trailer: 1\r\n" : "";
        chunks.writeBytes(("0\r\n" + trailer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        message.header("Transfer-Encoding", random.nextBoolean() ? "chunked" : "Chunked");
        message.body(chunks.toByteArray());
    }
}
