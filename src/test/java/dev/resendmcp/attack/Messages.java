package dev.resendmcp.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Requests as bytes, made before an attack begins. */
final class Messages {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";
    private static final String TOOLS = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":";
    private static final String DOMAINS = CALL + "\"list_domains\",\"arguments\":{}}}";
    private static final String MAIL = CALL + "\"send_email\",\"arguments\":{\"from\":\"a@sandbox.resend.dev\","
            + "\"to\":\"delivered@resend.dev\",\"subject\":\"hello\",\"text\":\"%s\"}}}";
    private static final int OBJECTS = 13_000;

    private Messages() {}

    static byte[] probe() {
        return bytes("GET /health-check?type=ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    static byte[] ping(String token, String headers) {
        return request(token, headers, bytes(PING));
    }

    static byte[] call(String token) {
        return request(token, "", bytes(DOMAINS));
    }

    /** A mail of about this many bytes. */
    static byte[] mail(String token, int size) {
        return request(token, "", bytes(MAIL.formatted("x".repeat(size))));
    }

    /** The same without its last byte. */
    static byte[] stalledMail(String token, int size) {
        byte[] whole = mail(token, size);
        return Arrays.copyOf(whole, whole.length - 1);
    }

    /** The first byte of a body. */
    static byte[] stalledBody(String token) {
        return bytes(head(token, "", PING.length()) + "{");
    }

    static byte[] halfHead(String beginning) {
        return bytes(beginning + " HTTP/1.1\r\nHost: loc");
    }

    /** Lists of all tools, one after another on the same connection. */
    static byte[] lists(String token, int count) {
        return bytes((head(token, "", TOOLS.length()) + TOOLS).repeat(count));
    }

    /** A ping whose parameters are {@code [{},{},…]}: 38 KB that inflate to 39 MB and 13 million nodes. */
    static byte[] bomb(String token) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[{}"));
            byte[] thousand = bytes(",{}".repeat(1_000));
            for (int i = 0; i < OBJECTS; i++) {
                gzip.write(thousand);
            }
            gzip.write(bytes("]}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return request(token, "Content-Encoding: gzip\r\n", compressed.toByteArray());
    }

    private static byte[] request(String token, String headers, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(bytes(head(token, headers, body.length)));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static String head(String token, String headers, int length) {
        return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + token + "\r\n" + headers + "Content-Length: " + length + "\r\n\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
