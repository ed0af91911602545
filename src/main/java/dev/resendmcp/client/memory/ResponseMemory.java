package dev.resendmcp.client.memory;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Bounds the memory that Resend's answers take, all together. Until its call is over, an answer takes several times its size:
 * as bytes, as a tree, as text, and as a part of the reply.
 *
 * <p>Small answers are read at once. Before more of an answer is read, it gets as much memory as it can need, or waits for it;
 * then it keeps what it really needs. So no two answers wait for each other.
 */
public final class ResponseMemory {
    private static final int SMALL = 16 * 1024;
    private static final int MEDIUM = 256 * 1024;
    /** Bytes of memory for a byte of an answer that has many values, as lists have. */
    private static final long PER_BYTE_OF_LIST = 32;

    private static final long SMALL_MEMORY = PER_BYTE_OF_LIST * SMALL;
    private static final long MEDIUM_MEMORY = PER_BYTE_OF_LIST * MEDIUM;
    private static final int EIGHTHS_FOR_LARGE = 3;

    private final Tier small;
    private final List<Tier> tiers;
    /** Of the thread that runs the call: the layers between have no way to hand it through. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Hold> holds = new ThreadLocal<>();

    /**
     * @param heap bytes that the JVM may use; half of them are for answers
     * @param largest bytes of the largest answer that may be read, where the heap is large enough for it
     */
    public ResponseMemory(long heap, long largest) {
        int most = (int) Math.min(largest, Integer.MAX_VALUE - 8);
        long eighth = heap / 8;
        MemoryPool medium = new MemoryPool(Math.max(eighth, MEDIUM_MEMORY));
        MemoryPool large = new MemoryPool(EIGHTHS_FOR_LARGE * eighth);
        long largeMemory = Math.min(large.total(), Math.max(PER_BYTE_OF_LIST * most, MEDIUM_MEMORY));
        this.small = new Tier(null, Math.min(SMALL, most), SMALL_MEMORY);
        this.tiers =
                List.of(new Tier(medium, Math.min(MEDIUM, most), MEDIUM_MEMORY), new Tier(large, most, largeMemory));
    }

    /**
     * Answers that get their memory from the same pool.
     *
     * @param size bytes of the largest one
     * @param memory bytes that any of them takes at most
     */
    private record Tier(MemoryPool pool, int size, long memory) {
        /** Reads on; tells whether that was the whole answer, and it takes no more memory than it may. */
        boolean reads(ResponseBody body) throws IOException {
            return body.endsWithin((int) Math.min(size, memory / ResponseBody.PER_BYTE)) && body.memory() <= memory;
        }
    }

    /**
     * Keeps the memory of answers, until it is closed.
     *
     * @param owner for whom they are read; while others wait, one owner gets no more than half
     */
    public Hold hold(Object owner) {
        return new Hold(owner);
    }

    /** Bytes of memory that answers take now; small ones are left out. */
    public long taken() {
        return tiers.stream().mapToLong(tier -> tier.pool().taken()).sum();
    }

    /** The memory of the last answer of a call. What it kept of earlier ones is little: a call is for one thing. */
    public final class Hold implements AutoCloseable {
        private final Object owner;
        private MemoryPool.Lease lease;

        private Hold(Object owner) {
            this.owner = owner;
        }

        /** Does work on this thread; what it reads of Resend counts until the hold is closed. */
        public <T> T during(Supplier<T> work) {
            holds.set(this);
            try {
                return work.get();
            } finally {
                holds.remove();
            }
        }

        /** Gives the memory back: the answer is not needed any more. */
        @Override
        public void close() {
            if (lease != null) {
                lease.close();
            }
        }
    }

    /**
     * Reads an answer to its end.
     *
     * @param deadline latest moment to get memory, as of {@link System#nanoTime()}
     * @throws ResponseTooLargeException when it is larger than the limit, or takes more memory than there is
     * @throws ResponseMemoryFullException when other answers took the memory until the deadline
     */
    public byte[] read(InputStream content, long deadline) throws IOException {
        ResponseBody body = new ResponseBody(content);
        if (small.reads(body)) {
            return body.bytes();
        }
        Hold hold = holds.get();
        if (hold == null) {
            lease(body, Thread.currentThread(), deadline, tiers.iterator()).close();
        } else {
            hold.close();
            hold.lease = lease(body, hold.owner, deadline, tiers.iterator());
        }
        return body.bytes();
    }

    /** Reads on with memory of the next tier, and of the one after it if that is not enough. */
    private MemoryPool.Lease lease(ResponseBody body, Object owner, long deadline, Iterator<Tier> next)
            throws IOException {
        Tier tier = next.next();
        MemoryPool.Lease lease = tier.pool().take(owner, tier.memory(), deadline);
        MemoryPool.Lease kept = null;
        try {
            if (tier.reads(body)) {
                lease.shrink(body.memory());
                kept = lease;
            } else if (next.hasNext()) {
                kept = lease(body, owner, deadline, next);
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

    /** An answer that is larger than any may be. */
    public static class ResponseTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** An answer that takes more memory than there is for all answers. */
    public static final class ResponseAboveMemoryException extends ResponseTooLargeException {
        private static final long serialVersionUID = 1L;
    }

    /** Other answers take all the memory there is for answers. */
    public static final class ResponseMemoryFullException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
