package dev.resendmcp.mcp.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * The result of an answer that is the same for everybody but for its id, kept as the bytes that are written, plain and
 * compressed. Only the id is put in front.
 *
 * <p>A gzipped answer is one gzip member (RFC 1952): the beginning with the id as a block that is stored, not compressed, then
 * the kept blocks, then the checksum of both. Two members, one for each part, would be simpler, but curl and Python's clients
 * read only the first.
 */
public final class CachedResult {
    /** Magic number, deflate, no flags, no time, best compression, unknown system. */
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, (byte) 0xff};

    private static final int STORED_HEADER = 5;
    private static final int TRAILER = 8;
    private static final int LARGEST_STORED = 0xffff;

    private final byte[] rest;
    private final byte[] blocks;

    /** @param result as JSON */
    public CachedResult(String result) {
        this.rest = (",\"result\":" + result + "}").getBytes(StandardCharsets.UTF_8);
        this.blocks = deflate(rest);
    }

    /** The answer to the request of this id. */
    byte[] json(JsonNode id) {
        byte[] begin = begin(id);
        return ByteBuffer.allocate(begin.length + rest.length)
                .put(begin)
                .put(rest)
                .array();
    }

    /** The same, gzipped. */
    public byte[] gzip(JsonNode id) {
        byte[] begin = begin(id);
        int parts = (begin.length + LARGEST_STORED - 1) / LARGEST_STORED;
        ByteBuffer gzip = ByteBuffer.allocate(
                        GZIP_HEADER.length + parts * STORED_HEADER + begin.length + blocks.length + TRAILER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(GZIP_HEADER);
        for (int at = 0; at < begin.length; at += LARGEST_STORED) {
            int length = Math.min(LARGEST_STORED, begin.length - at);
            gzip.put((byte) 0)
                    .putShort((short) length)
                    .putShort((short) ~length)
                    .put(begin, at, length);
        }
        CRC32 checksum = new CRC32();
        checksum.update(begin);
        checksum.update(rest);
        return gzip.put(blocks)
                .putInt((int) checksum.getValue())
                .putInt(begin.length + rest.length)
                .array();
    }

    private static byte[] begin(JsonNode id) {
        return ("{\"jsonrpc\":\"2.0\",\"id\":" + id).getBytes(StandardCharsets.UTF_8);
    }

    /** Blocks without a frame of their own. They begin at a whole byte, where stored ones end. */
    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(blocks, deflater)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return blocks.toByteArray();
    }
}
