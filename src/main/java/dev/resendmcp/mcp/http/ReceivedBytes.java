package dev.resendmcp.mcp.http;

import com.google.common.io.ByteSource;
import java.util.ArrayList;
import java.util.List;

/** Bytes in the order in which they arrived. Growing copies nothing, and many small parts take no more than a large one. */
final class ReceivedBytes {
    private static final int FIRST = 4_096;
    private static final int LARGEST = 262_144;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[0];
    private int used;
    private long size;

    void add(byte[] from, int offset, int count) {
        for (int done = 0; done < count; ) {
            if (used == last.length) {
                grow();
            }
            int part = Math.min(count - done, last.length - used);
            System.arraycopy(from, offset + done, last, used, part);
            used += part;
            done += part;
        }
        size += count;
    }

    private void grow() {
        if (used > 0) {
            full.add(last);
        }
        last = new byte[Math.max(FIRST, Math.min(LARGEST, 2 * last.length))];
        used = 0;
    }

    long size() {
        return size;
    }

    /** All that has arrived so far. */
    ByteSource source() {
        List<ByteSource> parts = new ArrayList<>();
        full.forEach(part -> parts.add(ByteSource.wrap(part)));
        parts.add(ByteSource.wrap(last).slice(0, used));
        return ByteSource.concat(parts);
    }
}
