package dev.resendmcp.state.store;

import dev.resendmcp.state.store.StateDirectory.Use;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the files of this process are: in the directory itself, in a subdirectory of it, or nowhere. For one thread. */
final class StoreDirectory {
    private static final Logger log = LoggerFactory.getLogger(StoreDirectory.class);
    /** More processes of desktop clients than anybody runs at a time on one machine. */
    private static final int PLACES = 64;

    private final StateDirectory directory;
    private DirectoryLock lock;
    private boolean opened;

    StoreDirectory(StateDirectory directory) {
        this.directory = directory;
    }

    /**
     * Opens the store.
     *
     * @throws IOException when the directory cannot be written
     * @throws StateInUseException when another process has it
     */
    Mirrors open(long now) throws IOException {
        if (directory.use() == Use.ONE_OF_SEVERAL) {
            return openOneOfSeveral(now);
        }
        if (directory.use() == Use.NONE) {
            return Mirrors.inMemory();
        }
        if (lock == null) {
            lock = DirectoryLock.tryOn(directory.path()).orElseThrow(StateInUseException::new);
        }
        return Mirrors.open(lock.directory(), now);
    }

    private Mirrors openOneOfSeveral(long now) throws IOException {
        try {
            if (lock == null) {
                lock = firstFree();
            }
            Mirrors own = Mirrors.open(lock.directory(), now);
            takeOver(own, now);
            opened = true;
            return own;
        } catch (IOException | RuntimeException e) {
            if (opened) {
                throw e;
            }
            release();
            // A desktop client shows a failed start to its user, who can do nothing about it.
            log.warn(
                    "STATE_DIR cannot be written ({}): what was sent is remembered only while this process runs",
                    FailureReason.of(e));
            return Mirrors.inMemory();
        }
    }

    private DirectoryLock firstFree() throws IOException {
        for (int number = 1; number <= PLACES; number++) {
            Optional<DirectoryLock> free = DirectoryLock.tryOn(place(number));
            if (free.isPresent()) {
                return free.get();
            }
        }
        throw new StateInUseException();
    }

    private Path place(int number) {
        return directory.path().resolve("stdio-" + number);
    }

    /** A process that ended had its place by chance, so the next process knows what it knew, whatever place it has. */
    private void takeOver(Mirrors own, long now) {
        for (int number = 1; number <= PLACES; number++) {
            Path place = place(number);
            if (!place.equals(lock.directory()) && place.toFile().isDirectory()) {
                takeOver(place, own, now);
            }
        }
    }

    private static void takeOver(Path place, Mirrors own, long now) {
        try {
            DirectoryLock ended = DirectoryLock.tryOn(place).orElse(null);
            if (ended == null) {
                return;
            }
            try {
                Mirrors left = Mirrors.open(place, now);
                own.absorb(left, now);
                own.commit();
                left.abandon();
                Mirrors.delete(place);
            } finally {
                ended.release();
            }
        } catch (IOException | RuntimeException e) {
            log.warn("{} cannot be read ({}): what its process sent is not known here", place, FailureReason.of(e));
        }
    }

    void release() {
        if (lock != null) {
            lock.release();
            lock = null;
        }
    }
}
