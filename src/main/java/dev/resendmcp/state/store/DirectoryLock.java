package dev.resendmcp.state.store;

import dev.resendmcp.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Keeps a directory for one process, until it is released or the process ends, however it ends. */
record DirectoryLock(Path directory, FileChannel channel) {

    /** Makes the directory if it is missing, and locks it; empty when another process has it. */
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
            // Another store of this process has it.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /**
     * Whether another process has the directory. Creates nothing. Not for a directory that this process holds: closing any channel of
     * the file gives up its lock.
     */
    static boolean isTaken(Path directory) {
        try (FileChannel channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            // It is missing or cannot be written, which other checks report.
            return false;
        }
    }

    void release() {
        try {
            channel.close();
        } catch (IOException e) {
            // The system takes the lock back at the end of the process at the latest.
        }
    }
}
