package dev.resendmcp.client.memory;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer as it arrives, and the memory that it will take. */
final class ResponseBody {
    /** Bytes of memory for a byte of an answer, and for a value in it on top: measured for a whole call, rounded up. */
    static final long PER_BYTE = 8;

    private static final long PER_VALUE = 100;
    private static final int CHUNK = 8_192;

    private final InputStream content;
    private final ByteArrayBuilder read = new ByteArrayBuilder();
    private final byte[] chunk = new byte[CHUNK];
    private long values;

    ResponseBody(InputStream content) {
        this.content = content;
    }

    /** Reads until the body ends or is longer than this many bytes; tells whether it has ended. */
    boolean endsWithin(int limit) throws IOException {
        while (read.size() <= limit) {
            int length = content.read(chunk, 0, (int) Math.min(CHUNK, limit + 1L - read.size()));
            if (length < 0) {
                return true;
            }
            values += values(length);
            read.write(chunk, 0, length);
        }
        return false;
    }

    /** Values of JSON, or more: in texts the same bytes are counted too. */
    private int values(int length) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            byte next = chunk[i];
            if (next == ',' || next == ':' || next == '{' || next == '[') {
                count++;
            }
        }
        return count;
    }

    /** Bytes of memory that what was read takes until its call is over, in all its forms together. */
    long memory() {
        return PER_BYTE * read.size() + PER_VALUE * values;
    }

    boolean longerThan(int limit) {
        return read.size() > limit;
    }

    byte[] bytes() {
        return read.toByteArray();
    }
}
