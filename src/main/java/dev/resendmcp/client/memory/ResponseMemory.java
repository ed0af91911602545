package dev.resendmcp.client.memory;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.resendmcp.call.CallContext;
import dev.resendmcp.call.Caller;
import dev.resendmcp.call.CallerShares;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/**
 * Bounds the memory that Resend's responses take together. Until its call is over, a response takes several times its size:
 * as bytes, as a tree, as text, and as part of the reply.
 *
 * <p>Small responses are read at once. Before more of a response is read, it gets the most memory that it can need, or waits for
 * it; then it keeps what it does need. So no two responses wait for each other.
 */
public final class ResponseMemory {
    private static final int SMALL = 16 * 1024;
    private static final int MEDIUM = 256 * 1024;
    /** Bytes of memory for each byte of a response with many values, such as a list. */
    private static final long PER_BYTE_OF_LIST = 32;

    private static final long SMALL_MEMORY = PER_BYTE_OF_LIST * SMALL;
    private static final long MEDIUM_MEMORY = PER_BYTE_OF_LIST * MEDIUM;
    private static final int EIGHTHS_FOR_LARGE = 3;

    private final Tier small;
    private final List<Tier> tiers;

    /**
     * @param heap bytes that the JVM may use; half of them are for responses
     * @param largest bytes of the largest response that may be read, if the heap is large enough for it
     */
    public ResponseMemory(long heap, long largest) {
        int most = (int) Math.min(largest, Integer.MAX_VALUE - 8);
        long eighth = heap / 8;
        CallerShares medium = CallerShares.halves(Math.max(eighth, MEDIUM_MEMORY));
        CallerShares large = CallerShares.halves(EIGHTHS_FOR_LARGE * eighth);
        long largeMemory = Math.min(large.total(), Math.max(PER_BYTE_OF_LIST * most, MEDIUM_MEMORY));
        this.small = new Tier(null, Math.min(SMALL, most), SMALL_MEMORY);
        this.tiers =
                List.of(new Tier(medium, Math.min(MEDIUM, most), MEDIUM_MEMORY), new Tier(large, most, largeMemory));
    }

    /** Responses that get their memory from the same pool: bytes of the largest one, and bytes that any of them takes at most. */
    private record Tier(CallerShares pool, int size, long memory) {
        /** Reads on; returns whether that was the whole response and it fits in the memory. */
        boolean reads(ResponseBody body) throws IOException {
            return body.endsWithin((int) Math.min(size, memory / ResponseBody.PER_BYTE)) && body.memory() <= memory;
        }
    }

    /** Bytes of memory that responses take now, without small ones. */
    public long taken() {
        return tiers.stream().mapToLong(tier -> tier.pool().taken()).sum();
    }

    /**
     * Reads a response to its end. The call holds the memory of its last response until it is closed; what it kept of earlier
     * ones is little, since a call is for one thing.
     *
     * @param call that the response is for; while others wait, one caller gets no more than half of the memory
     * @param deadline latest moment to get memory, as of {@link System#nanoTime()}
     * @throws ResponseTooLargeException when it is larger than the limit, or takes more memory than there is
     * @throws ResponseMemoryFullException when other responses took the memory until the deadline
     */
    public byte[] read(InputStream content, CallContext call, long deadline) throws IOException {
        ResponseBody body = new ResponseBody(content);
        if (small.reads(body)) {
            return body.bytes();
        }
        call.release();
        call.hold(lease(body, call.caller(), deadline, tiers.iterator())::close);
        return body.bytes();
    }

    /** Reads on with memory of the next tier, and of the one after it if that is not enough. */
    private CallerShares.Lease lease(ResponseBody body, Caller caller, long deadline, Iterator<Tier> next)
            throws IOException {
        Tier tier = next.next();
        CallerShares.Lease lease =
                tier.pool().lease(caller, tier.memory(), deadline).orElseThrow(ResponseMemoryFullException::new);
        CallerShares.Lease kept = null;
        try {
            if (tier.reads(body)) {
                lease.shrink(body.memory());
                kept = lease;
            } else if (next.hasNext()) {
                kept = lease(body, caller, deadline, next);
            } else {
                throw body.longerThan(tier.size())
                        ? new ResponseTooLargeException()
                        : new ResponseAboveMemoryException();
            }
            return kept;
        } finally {
            if (kept != lease) {
                lease.close();
            }
        }
    }

    /** The body of an answer as it arrives, and the memory that it will take. */
    private static final class ResponseBody {
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

    /** A response that is larger than any may be. */
    public static class ResponseTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** A response that takes more memory than there is for all responses. */
    public static final class ResponseAboveMemoryException extends ResponseTooLargeException {
        private static final long serialVersionUID = 1L;
    }

    /** Other responses take all the memory there is for responses. */
    public static final class ResponseMemoryFullException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
