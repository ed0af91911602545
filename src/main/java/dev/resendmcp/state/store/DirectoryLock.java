package dev.resendmcp.state.store;

import dev.resendmcp.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Exclusive use of a directory, until it is released or the process ends. */
record DirectoryLock(Path directory, FileChannel channel) {

    /** Locks a directory, which is created if missing; empty if another process has the lock. */
    static Optional<DirectoryLock> tryOn(Path directory) throws IOException {
        PrivateFiles.secureDirectory(directory);
        PrivateFiles.secureFile(directory.resolve("lock"));
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new DirectoryLock(directory, channel));
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
