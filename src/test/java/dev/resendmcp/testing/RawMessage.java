package dev.resendmcp.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An HTTP request or answer as it came over the wire.
 *
 * @param head all up to and with the empty line
 * @param body as long as {@code Content-Length} says
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record RawMessage(String head, byte[] body) {
    private static final String END = "\r\n\r\n";

    /** Reads a head and leaves the body alone; the stream should be buffered. */
    public static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < END.length() || head.indexOf(END, head.length() - END.length()) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("The connection ended before a message did");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Reads a message; the stream should be buffered. */
    public static RawMessage read(InputStream in) throws IOException {
        String head = readHead(in);
        return new RawMessage(head, readBody(head, in));
    }

    /** Reads the body that follows a head. */
    public static byte[] readBody(String head, InputStream in) throws IOException {
        int length = Integer.parseInt(header(head, "content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The connection ended before a body did");
        }
        return body;
    }

    /** Request line or status line. */
    public String firstLine() {
        return head.substring(0, head.indexOf("\r\n"));
    }

    /** The whole of it. */
    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }

    private static String header(String head, String name, String absent) {
        int at = head.toLowerCase(Locale.ROOT).indexOf("\r\n" + name + ":");
        if (at < 0) {
            return absent;
        }
        int begin = at + 2 + name.length() + 1;
        return head.substring(begin, head.indexOf("\r\n", begin)).strip();
    }
}
