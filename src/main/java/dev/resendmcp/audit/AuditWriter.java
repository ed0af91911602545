package dev.resendmcp.audit;

import dev.resendmcp.audit.AuditFiles.Numbered;
import dev.resendmcp.audit.AuditScan.Fault;
import dev.resendmcp.files.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Appends lines to the last file of a chain that no other process writes. Not safe for use by several threads. */
final class AuditWriter implements AutoCloseable {
    private final AuditFiles files;
    private final AuditKey key;
    private final long maxFileSize;
    private final FileChannel lock;
    private RandomAccessFile head;
    private RandomAccessFile file;
    private Numbered current;
    private Object identity;
    private Object headIdentity;
    private AuditHead last = AuditHead.BEGINNING;
    private AuditHead flushed;
    private long length;
    private long unfinished;
    private boolean headWhole = true;
    private int slot;

    private AuditWriter(AuditFiles files, AuditKey key, long maxFileSize, FileChannel lock) {
        this.files = files;
        this.key = key;
        this.maxFileSize = maxFileSize;
        this.lock = lock;
    }

    /**
     * Opens the chain in a directory, or begins one.
     *
     * @param configured the key; null for one beside the files
     * @return empty if another process writes there
     * @throws IOException if the directory cannot be written, or the end of the chain is damaged
     */
    static Optional<AuditWriter> open(Path directory, AuditKey configured, long maxFileSize) throws IOException {
        PrivateFiles.secureDirectory(directory);
        AuditFiles files = new AuditFiles(directory);
        Optional<FileChannel> lock = files.tryLock();
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        AuditKey key = configured == null ? AuditKey.keptIn(files) : configured;
        AuditWriter writer = new AuditWriter(files, key, maxFileSize, lock.get());
        try {
            writer.begin();
            return Optional.of(writer);
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private void begin() throws IOException {
        List<Numbered> all = files.list();
        // A process that was killed at its first start leaves an empty head.
        boolean fresh = all.isEmpty() && (!Files.exists(files.head()) || Files.size(files.head()) == 0);
        if (fresh) {
            PrivateFiles.createFile(files.head());
        }
        head = new RandomAccessFile(files.head().toFile(), "rw");
        headIdentity = identity(files.head());
        if (!fresh) {
            resume(all);
        }
        open(all.isEmpty() ? files.file(1) : all.get(all.size() - 1));
        file.setLength(length);
        last.write(head, 0, key);
        last.write(head, 1, key);
        flushed = last;
        head.getFD().sync();
    }

    private void resume(List<Numbered> all) throws IOException {
        AuditHead.Read known = AuditHead.read(files.head(), key);
        headWhole = known.whole();
        AuditHead least = known.head().orElseThrow(() -> damaged("audit.head is missing, damaged or has another key"));
        AuditScan scan = new AuditScan(key, before(all));
        scan.watch(least);
        if (!all.isEmpty()) {
            Optional<Fault> fault = scan.file(all.get(all.size() - 1));
            if (fault.isPresent()) {
                throw damaged(fault.get().toString());
            }
        }
        boolean complete = scan.foundWatched() && scan.last().seq() >= least.seq();
        if (!complete) {
            throw damaged("lines are missing at the end");
        }
        last = scan.last();
        length = scan.good();
        unfinished = scan.unfinished();
    }

    /** The last line of the file before the last one. */
    private static AuditHead before(List<Numbered> all) throws IOException {
        if (all.size() < 2) {
            return AuditHead.BEGINNING;
        }
        Path file = all.get(all.size() - 2).path();
        return ChainedLine.lastOf(file)
                .map(line -> new AuditHead(line.seq(), line.chain()))
                .orElseThrow(() -> damaged(file.getFileName() + " has no last line"));
    }

    private static IOException damaged(String what) {
        return new IOException(what + "; run the command audit verify, and move the files away to begin a new log");
    }

    private void open(Numbered next) throws IOException {
        boolean created = PrivateFiles.createFile(next.path());
        RandomAccessFile opened = new RandomAccessFile(next.path().toFile(), "rw");
        if (file != null) {
            file.close();
        }
        file = opened;
        current = next;
        identity = identity(next.path());
        if (created) {
            length = 0;
            files.sync();
        }
    }

    private static Object identity(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return Objects.requireNonNullElse(attributes.fileKey(), attributes.creationTime());
    }

    /** Bytes that a process left unfinished at the end before this one; they are removed. */
    long unfinished() {
        return unfinished;
    }

    /** Whether the head was as this service writes it; a part of it may be lost when the machine stops, or be removed with a line. */
    boolean isHeadWhole() {
        return headWhole;
    }

    /** A keyed digest of something that is not a line. */
    String digest(byte[] bytes) {
        return key.mac("arguments", "", bytes);
    }

    /** The last line. */
    AuditHead last() {
        return last;
    }

    /**
     * Appends lines, all or none.
     *
     * @param lines JSON objects without their opening braces
     * @param flush whether to wait until they are on the disk; without, they survive the end of the process
     */
    void append(List<String> lines, boolean flush) throws IOException {
        requireUntouched();
        if (length >= maxFileSize) {
            flush();
            open(files.file(current.number() + 1));
        }
        AuditHead end = last;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String fields : lines) {
            ChainedLine line = ChainedLine.after(end.chain(), end.seq() + 1, fields, key);
            bytes.writeBytes(line.bytes());
            end = new AuditHead(line.seq(), line.chain());
        }
        write(bytes.toByteArray(), flush);
        last = end;
        length += bytes.size();
        if (flush) {
            moveHead();
        }
    }

    private void write(byte[] bytes, boolean flush) throws IOException {
        try {
            file.seek(length);
            file.write(bytes);
            if (flush) {
                file.getFD().sync();
            }
        } catch (IOException e) {
            file.setLength(length);
            throw e;
        }
    }

    /** Waits until all lines are on the disk. */
    void flush() throws IOException {
        if (!last.equals(flushed)) {
            file.getFD().sync();
            moveHead();
        }
    }

    private void moveHead() throws IOException {
        flushed = last;
        last.write(head, slot, key);
        slot = 1 - slot;
    }

    private void requireUntouched() throws IOException {
        if (!isUntouched()) {
            throw damaged(current.path().getFileName() + " or audit.head was removed, replaced or changed");
        }
    }

    private boolean isUntouched() throws IOException {
        try {
            return file.length() == length
                    && identity(current.path()).equals(identity)
                    && identity(files.head()).equals(headIdentity);
        } catch (FileSystemException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (flushed != null) {
            flush();
        }
        if (file != null) {
            file.close();
        }
        if (head != null) {
            head.getFD().sync();
            head.close();
        }
        lock.close();
    }
}
