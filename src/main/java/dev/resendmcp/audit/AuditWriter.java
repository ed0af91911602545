package dev.resendmcp.audit;

import dev.resendmcp.audit.AuditFiles.Numbered;
import dev.resendmcp.audit.AuditScan.Fault;
import dev.resendmcp.files.PrivateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
        PrivateFiles.secureFile(files.lock());
        FileChannel channel = FileChannel.open(files.lock(), StandardOpenOption.WRITE);
        if (!isFree(channel)) {
            channel.close();
            return Optional.empty();
        }
        AuditWriter writer =
                new AuditWriter(files, configured == null ? keptKey(files) : configured, maxFileSize, channel);
        try {
            writer.begin();
            return Optional.of(writer);
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static AuditKey keptKey(AuditFiles files) throws IOException {
        if (PrivateFiles.createFile(files.key())) {
            if (files.exist()) {
                Files.delete(files.key());
                throw new IOException("audit.key is missing; restore it, or name another directory");
            }
            Files.writeString(files.key(), AuditKey.generate() + "\n", StandardCharsets.US_ASCII);
        }
        AuditKey key = AuditKey.of(Files.readString(files.key(), StandardCharsets.US_ASCII));
        return Optional.ofNullable(key).orElseThrow(() -> new IOException("audit.key is empty"));
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
        List<String> lines = Files.readAllLines(all.get(all.size() - 2).path(), StandardCharsets.ISO_8859_1);
        return lines.stream()
                .reduce((first, second) -> second)
                .flatMap(line -> ChainedLine.read(line.getBytes(StandardCharsets.ISO_8859_1)))
                .map(line -> new AuditHead(line.seq(), line.chain()))
                .orElseThrow(() -> damaged(all.get(all.size() - 2).path().getFileName() + " has no last line"));
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

    /** The last line on the disk. */
    AuditHead last() {
        return last;
    }

    /**
     * Appends lines, all or none, and waits until they are on the disk.
     *
     * @param lines JSON objects without their opening braces
     */
    void append(List<String> lines) throws IOException {
        requireUntouched();
        if (length >= maxFileSize) {
            open(files.file(current.number() + 1));
        }
        AuditHead end = last;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String fields : lines) {
            ChainedLine line = ChainedLine.after(end.chain(), end.seq() + 1, fields, key);
            bytes.writeBytes(line.bytes());
            end = new AuditHead(line.seq(), line.chain());
        }
        write(bytes.toByteArray());
        last = end;
        length += bytes.size();
        end.write(head, slot, key);
        slot = 1 - slot;
    }

    private void write(byte[] bytes) throws IOException {
        try {
            file.seek(length);
            file.write(bytes);
            file.getFD().sync();
        } catch (IOException e) {
            file.setLength(length);
            throw e;
        }
    }

    private void requireUntouched() throws IOException {
        boolean same = Files.exists(current.path())
                && identity(current.path()).equals(identity)
                && Files.exists(files.head())
                && identity(files.head()).equals(headIdentity)
                && file.length() == length;
        if (!same) {
            throw damaged(current.path().getFileName() + " or audit.head was removed, replaced or changed");
        }
    }

    @Override
    public void close() throws IOException {
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
