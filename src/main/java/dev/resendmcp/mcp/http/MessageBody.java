package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.io.ByteSource;
import dev.resendmcp.call.CallerShares;
import dev.resendmcp.mcp.http.TrafficLimits.BodyLease;
import dev.resendmcp.mcp.message.BodyLimits;
import dev.resendmcp.mcp.message.BodyRefusedException;
import dev.resendmcp.mcp.message.MessageParser;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.GZIPContentDecoder;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * One message as it arrives. It is inflated and counted byte by byte, and refused as soon as it is too large for what it is:
 * what a few bytes would inflate to is never there. Used by one thread at a time.
 */
final class MessageBody implements AutoCloseable {
    private final BodyLimits limits;
    private final MessageParser parser;
    private final BodyLease lease;
    private final Inflater inflater;
    private ReceivedBytes received = new ReceivedBytes();
    private long nextLook;

    /**
     * @param lease widened as the message arrives
     * @param gzip whether the bytes are compressed
     */
    MessageBody(BodyLimits limits, MessageParser parser, BodyLease lease, boolean gzip) {
        this.limits = limits;
        this.parser = parser;
        this.lease = lease;
        this.inflater = gzip ? new Inflater() : null;
        this.nextLook = limits.usual();
    }

    /** Whether the body of a request is compressed. Refuses what is no JSON, encoded otherwise, or announced as too large. */
    static boolean isCompressed(HttpServletRequest request, BodyLimits limits) throws BodyRefusedException {
        // Not getContentType(): that looks the charset up, which a client may have made up.
        String type = String.valueOf(request.getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        if (!type.split(";", 2)[0].strip().equals("application/json")) {
            throw BodyRefusedException.contentType();
        }
        if (request.getContentLengthLong() > limits.content()) {
            throw BodyRefusedException.tooLarge(limits);
        }
        String encoding = request.getHeader("Content-Encoding");
        boolean gzip = encoding != null && encoding.strip().equalsIgnoreCase("gzip");
        if (!gzip && encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw BodyRefusedException.encoding();
        }
        return gzip;
    }

    /** Takes what has arrived. */
    void take(byte[] bytes, int count) throws BodyRefusedException {
        if (inflater == null) {
            add(bytes, 0, count);
        } else {
            inflater.inflate(ByteBuffer.wrap(bytes, 0, count));
        }
    }

    private void add(byte[] bytes, int offset, int count) throws BodyRefusedException {
        long size = received.size() + count;
        if (size > limits.content()) {
            throw BodyRefusedException.tooLarge(limits);
        }
        CallerShares.Grant grant = lease.widen(size);
        if (grant != CallerShares.Grant.GRANTED) {
            throw BodyRefusedException.noRoom(grant);
        }
        received.add(bytes, offset, count);
        if (size > nextLook) {
            // Each time it has doubled, so that looking takes no longer than reading.
            parser.look(received.source());
            nextLook = 2 * size;
        }
    }

    /** The whole message, which from now on takes memory but no place. */
    JsonNode end() throws BodyRefusedException {
        if (inflater != null && !inflater.isFinished()) {
            throw BodyRefusedException.miscoded();
        }
        JsonNode message = parser.parse(received.source(), received.size());
        release();
        lease.arrived();
        return message;
    }

    /** What the message takes until it is answered. */
    BodyLease lease() {
        return lease;
    }

    /** Gives back everything. */
    @Override
    public void close() {
        release();
        lease.close();
    }

    /** Lets go of the bytes, and of the inflater, which holds memory outside of the heap. */
    private void release() {
        received = new ReceivedBytes();
        if (inflater != null) {
            inflater.destroy();
        }
    }

    private final class Inflater extends GZIPContentDecoder {
        private static final int PART = 8_192;
        private BodyRefusedException refused;

        Inflater() {
            super(PART);
        }

        void inflate(ByteBuffer compressed) throws BodyRefusedException {
            try {
                while (compressed.hasRemaining() && refused == null) {
                    decodeChunks(compressed);
                }
            } catch (RuntimeException e) {
                // How the decoder reports what is no gzip.
                throw BodyRefusedException.miscoded();
            }
            if (refused != null) {
                throw refused;
            }
        }

        @Override
        protected boolean decodedChunk(RetainableByteBuffer part) {
            ByteBuffer bytes = part.getByteBuffer();
            try {
                add(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            } catch (BodyRefusedException e) {
                refused = e;
            }
            // True stops the decoder.
            return refused != null;
        }
    }

    /** Bytes in the order in which they arrived. Growing copies nothing, and many small parts take no more than a large one. */
    private static final class ReceivedBytes {
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
            ByteSource end = ByteSource.wrap(last).slice(0, used);
            if (full.isEmpty()) {
                return end;
            }
            List<ByteSource> parts = new ArrayList<>();
            full.forEach(part -> parts.add(ByteSource.wrap(part)));
            parts.add(end);
            return ByteSource.concat(parts);
        }
    }
}
