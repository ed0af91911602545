package dev.resendmcp.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * One answer on a connection.
 *
 * @param headers by name in lower case
 * @param body decompressed
 */
record HttpAnswer(int status, Map<String, String> headers, String body) {

    /** Reads what came over a connection, strictly; interim answers are left out. */
    static List<HttpAnswer> all(String wire, boolean bodiless) {
        List<HttpAnswer> answers = new ArrayList<>();
        for (int at = 0; at < wire.length(); ) {
            int end = wire.indexOf("\r\n\r\n", at);
            if (!wire.startsWith("HTTP/1.1 ", at) || end < 0) {
                throw new AssertionError("no HTTP: " + wire.substring(at, Math.min(wire.length(), at + 200)));
            }
            String head = wire.substring(at, end);
            int status = Integer.parseInt(head.substring(9, 12));
            Map<String, String> headers = headers(head);
            at = end + 4;
            boolean none = bodiless || status < 200 || status == 204 || status == 304;
            StringBuilder body = new StringBuilder();
            if (!none) {
                at = headers.getOrDefault("transfer-encoding", "").equals("chunked")
                        ? chunks(wire, at, body)
                        : plain(wire, at, headers, body);
            }
            if (status >= 200) {
                answers.add(new HttpAnswer(status, headers, text(body.toString(), headers)));
            }
        }
        return answers;
    }

    private static Map<String, String> headers(String head) {
        Map<String, String> headers = new TreeMap<>();
        head.lines().skip(1).forEach(line -> {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        });
        return headers;
    }

    private static int plain(String wire, int from, Map<String, String> headers, StringBuilder body) {
        String length = headers.get("content-length");
        int end = length == null ? wire.length() : from + Integer.parseInt(length);
        if (end > wire.length()) {
            throw new AssertionError("the body was cut off");
        }
        body.append(wire, from, end);
        return end;
    }

    /** A stream that is still open has no last chunk. */
    private static int chunks(String wire, int from, StringBuilder body) {
        int at = from;
        while (at < wire.length()) {
            int end = wire.indexOf("\r\n", at);
            int size = Integer.parseInt(wire.substring(at, end), 16);
            body.append(wire, end + 2, end + 2 + size);
            at = end + 2 + size + 2;
            if (size == 0) {
                return at;
            }
        }
        return at;
    }

    private static String text(String body, Map<String, String> headers) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        if (!headers.getOrDefault("content-encoding", "").equals("gzip")) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        try (GZIPInputStream zipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(zipped.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
