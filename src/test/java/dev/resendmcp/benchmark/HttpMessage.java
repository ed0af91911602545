package dev.resendmcp.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What is left of an HTTP message after it was read to its end.
 *
 * @param status of a response
 * @param length bytes of the body
 * @param begin the first bytes of the body
 */
record HttpMessage(int status, long length, String begin) {
    private static final int BEGIN = 1_024;

    /** Reads a message with a known length or in chunks. */
    static HttpMessage read(InputStream in) throws IOException {
        String first = line(in);
        String[] words = first.split(" ", 3);
        int status = first.startsWith("HTTP/") ? Integer.parseInt(words[1]) : 0;
        long length = 0;
        boolean chunked = false;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Long.parseLong(header.substring(15).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = true;
            }
        }
        StringBuilder begin = new StringBuilder();
        return new HttpMessage(status, chunked ? chunks(in, begin) : skip(in, length, begin), begin.toString());
    }

    private static long chunks(InputStream in, StringBuilder begin) throws IOException {
        long length = 0;
        long chunk;
        do {
            chunk = Long.parseLong(line(in), 16);
            length += skip(in, chunk, begin);
            line(in);
        } while (chunk > 0);
        return length;
    }

    private static long skip(InputStream in, long length, StringBuilder begin) throws IOException {
        int kept = (int) Math.min(length, BEGIN - Math.min(BEGIN, begin.length()));
        begin.append(new String(in.readNBytes(kept), StandardCharsets.UTF_8));
        in.skipNBytes(length - kept);
        return length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
