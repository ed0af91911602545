package dev.resendmcp.transfer;

import dev.resendmcp.call.Caller;
import java.io.InputStream;

/** Where files come from and go to. Safe for use by many threads. */
public interface FileStore {
    /**
     * A file that was read.
     *
     * @param name last part of its name
     * @param bytes its content
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared, and too large to copy.
    record Content(String name, byte[] bytes) {}

    /**
     * Size of a file in bytes.
     *
     * @throws FileRefusedException if the caller has no such file
     */
    long size(Caller caller, String name) throws FileRefusedException;

    /**
     * Reads a file.
     *
     * @throws FileRefusedException if the caller has no such file, or it is too large
     */
    Content read(Caller caller, String name) throws FileRefusedException;

    /**
     * Keeps a file for a caller.
     *
     * @param name under which to save it, or a name to show
     * @return name or handle by which the caller finds it
     * @throws FileRefusedException if it cannot be kept
     */
    String keep(Caller caller, String name, InputStream content) throws FileRefusedException;

    /** A call that used a file has succeeded. */
    void used(Caller caller, String name);
}
