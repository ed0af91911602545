package dev.resendmcp.state.store;

import dev.resendmcp.files.PrivateFiles;
import dev.resendmcp.state.store.StateDirectory.Use;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Locates and opens the files of this process. Confined to the store thread. */
final class StoreDirectory {
    private static final Logger log = LoggerFactory.getLogger(StoreDirectory.class);
    /** More than the number of processes that desktop clients start on one machine. */
    private static final int SLOTS = 64;

    private final StateDirectory directory;
    private Lock lock;
    private boolean opened;

    StoreDirectory(StateDirectory directory) {
        this.directory = directory;
    }

    /**
     * Opens the store.
     *
     * @throws IOException if the directory cannot be written
     * @throws StateInUseException if another process uses it
     */
    Mirrors open(long now) throws IOException {
        if (directory.use() == Use.ONE_OF_SEVERAL) {
            return openOneOfSeveral(now);
        }
        if (directory.use() == Use.NONE) {
            return Mirrors.inMemory();
        }
        if (lock == null) {
            lock = Lock.tryOn(directory.path()).orElseThrow(StateInUseException::new);
        }
        return Mirrors.open(lock.directory(), now);
    }

    private Mirrors openOneOfSeveral(long now) throws IOException {
        try {
            if (lock == null) {
                lock = firstFree();
            }
            Mirrors own = Mirrors.open(lock.directory(), now);
            adoptFinished(own, now);
            opened = true;
            return own;
        } catch (IOException | RuntimeException e) {
            if (opened) {
                throw e;
            }
            release();
            // A desktop client would show a failed start to its user, who cannot fix it.
            log.warn(
                    "STATE_DIR cannot be written ({}): what was sent is remembered only while this process runs",
                    Trouble.reason(e));
            return Mirrors.inMemory();
        }
    }

    private Lock firstFree() throws IOException {
        for (int number = 1; number <= SLOTS; number++) {
            Optional<Lock> free = Lock.tryOn(slot(number));
            if (free.isPresent()) {
                return free.get();
            }
        }
        throw new StateInUseException();
    }

    private Path slot(int number) {
        return directory.path().resolve("stdio-" + number);
    }

    /** Slots are arbitrary, so a new process adopts the entries of every finished one. */
    private void adoptFinished(Mirrors own, long now) {
        for (int number = 1; number <= SLOTS; number++) {
            Path slot = slot(number);
            if (!slot.equals(lock.directory()) && slot.toFile().isDirectory()) {
                adopt(slot, own, now);
            }
        }
    }

    private static void adopt(Path slot, Mirrors own, long now) {
        try {
            Lock ended = Lock.tryOn(slot).orElse(null);
            if (ended == null) {
                return;
            }
            try {
                Mirrors left = Mirrors.open(slot, now);
                own.absorb(left, now);
                left.abandon();
                Mirrors.delete(slot);
            } finally {
                ended.release();
            }
        } catch (IOException | RuntimeException e) {
            log.warn("{} cannot be read ({}): what its process sent is not known here", slot, Trouble.reason(e));
        }
    }

    void release() {
        if (lock != null) {
            lock.release();
            lock = null;
        }
    }

    /** Exclusive use of a directory, until it is released or the process ends. */
    record Lock(Path directory, FileChannel channel) {
        /** Locks a directory, which is created if missing; empty if another process has the lock. */
        static Optional<Lock> tryOn(Path directory) throws IOException {
            PrivateFiles.secureDirectory(directory);
            PrivateFiles.secureFile(directory.resolve("lock"));
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return Optional.of(new Lock(directory, channel));
                }
            } catch (OverlappingFileLockException e) {
                // Another store of this process has the lock.
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            channel.close();
            return Optional.empty();
        }

        /**
         * Whether another process has the lock. Creates nothing. Must not be used for a directory that this process has locked: closing
         * any channel of the lock file releases the lock.
         */
        static boolean isTaken(Path directory) {
            try (FileChannel channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                return lock == null;
            } catch (OverlappingFileLockException e) {
                return true;
            } catch (IOException e) {
                // Missing or not writable, which other checks report.
                return false;
            }
        }

        void release() {
            try {
                channel.close();
            } catch (IOException e) {
                // The operating system releases the lock when the process ends.
            }
        }
    }
}
