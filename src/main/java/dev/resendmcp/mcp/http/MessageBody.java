package dev.resendmcp.mcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.mcp.limits.BodyLimits;
import dev.resendmcp.mcp.limits.CallerShares;
import dev.resendmcp.mcp.message.BodyRefusedException;
import dev.resendmcp.mcp.message.MessageParser;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.GZIPContentDecoder;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * One message as it arrives. It is inflated and counted byte by byte, and refused as soon as it is too large for what it is:
 * what a few bytes would inflate to is never there. Used by one thread at a time.
 */
final class MessageBody implements AutoCloseable {
    private final BodyLimits limits;
    private final MessageParser parser;
    private final BodyMemory.Lease room;
    private final Inflater inflater;
    private ReceivedBytes received = new ReceivedBytes();
    private long nextLook;

    /**
     * @param room widened as the message arrives
     * @param gzip whether the bytes are compressed
     */
    MessageBody(BodyLimits limits, MessageParser parser, BodyMemory.Lease room, boolean gzip) {
        this.limits = limits;
        this.parser = parser;
        this.room = room;
        this.inflater = gzip ? new Inflater() : null;
        this.nextLook = limits.usual();
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
        CallerShares.Grant grant = room.widen(size);
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

    /** The whole message. */
    JsonNode end() throws BodyRefusedException {
        if (inflater != null && !inflater.isFinished()) {
            throw BodyRefusedException.miscoded();
        }
        return parser.parse(received.source(), received.size());
    }

    /** What the message takes until it is answered. */
    BodyMemory.Lease room() {
        return room;
    }

    /** Lets go of the bytes, and of the inflater, which holds memory outside of the heap. */
    @Override
    public void close() {
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
}
