package dev.resendmcp.state.store;

import dev.resendmcp.files.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Changes that a file of the store does not have yet. The log is overwritten from its beginning after each checkpoint, so that a
 * flush writes a few blocks that exist already, and nothing else. Confined to one thread, which nobody interrupts.
 *
 * <p>A record is the length and the checksum of its content, then key, line feed and value. The log ends at length 0, or where a
 * record is damaged.
 */
final class ChangeLog {
    private static final int HEADER = 2 * Integer.BYTES;
    private static final byte[] END = new byte[Integer.BYTES];
    private static final int STEP = 256 * 1024;
    private static final long LARGEST_KEPT = 8L * 1024 * 1024;

    private final Path path;
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private FileChannel file;
    private long size;
    private long end;

    /** A log at its beginning; {@link #read} has what was in it. */
    ChangeLog(Path path) {
        this.path = path;
    }

    /** The last value of each key. */
    static Map<String, StoredEntry> read(Path path) throws IOException {
        Map<String, StoredEntry> entries = new LinkedHashMap<>();
        if (!Files.exists(path)) {
            return entries;
        }
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(path));
        try {
            for (int length = all.getInt(); length > 0; length = all.getInt()) {
                int checksum = all.getInt();
                byte[] content = new byte[Math.min(length, all.remaining())];
                all.get(content);
                if (content.length < length || checksum(content) != checksum) {
                    break;
                }
                String record = new String(content, StandardCharsets.UTF_8);
                int separator = record.lastIndexOf('\n');
                entries.put(record.substring(0, separator), StoredEntry.of(record.substring(separator + 1)));
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            // The file ends without a mark, or with records that this release does not know.
        }
        return entries;
    }

    private static int checksum(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return (int) checksum.getValue();
    }

    /** Adds a change; {@link #flush} writes it. */
    void add(String key, String value) {
        byte[] content = (key + '\n' + value).getBytes(StandardCharsets.UTF_8);
        byte[] header = ByteBuffer.allocate(HEADER)
                .putInt(content.length)
                .putInt(checksum(content))
                .array();
        added.writeBytes(header);
        added.writeBytes(content);
    }

    /** Writes what was added, so that it survives a crash of the machine. */
    void flush() {
        int length = added.size();
        if (length == 0) {
            return;
        }
        added.writeBytes(END);
        try {
            if (file == null) {
                PrivateFiles.secureFile(path);
                file = FileChannel.open(path, StandardOpenOption.WRITE);
                size = file.size();
            }
            reserve(end + added.size());
            write(added.toByteArray(), end);
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        end += length;
        added.reset();
    }

    /** Makes room ahead, because to flush a file that has grown costs a second write for its length. */
    private void reserve(long needed) throws IOException {
        for (; size < needed; size += STEP) {
            write(new byte[STEP], size);
        }
    }

    private void write(byte[] bytes, long position) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            file.write(left, position + left.position());
        }
    }

    /** Begins again: the changes are elsewhere. They stay readable if the machine crashes now, which does no harm. */
    void clear() {
        end = 0;
        added.reset();
        try {
            if (file == null && Files.exists(path)) {
                Files.delete(path);
            } else if (file != null) {
                write(END, 0);
                if (size > LARGEST_KEPT) {
                    file.truncate(STEP);
                    size = STEP;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of the changes. */
    long length() {
        return end;
    }

    /** Size of the file. */
    long fileBytes() {
        return size;
    }

    void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // Everything that counts was flushed.
        }
    }
}
