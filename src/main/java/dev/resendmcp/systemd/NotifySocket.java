package dev.resendmcp.systemd;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Sends datagrams to a Unix domain socket on Linux, which the JDK does not support. Thread-safe. */
final class NotifySocket {
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MAX_PATH_LENGTH = 107;
    private static final String JNA_DIRECTORY = "jna.tmpdir";

    private final LibC libc;
    private final byte[] address;

    /** The C library functions in use: socket(2), sendto(2) and close(2). */
    interface LibC extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        NativeLong sendto(int socket, byte[] data, NativeLong size, int flags, byte[] address, int addressSize)
                throws LastErrorException;

        int close(int socket) throws LastErrorException;
    }

    /**
     * Opens and sends nothing yet.
     *
     * @param name an absolute path, or an abstract name after {@code @}
     * @throws IllegalArgumentException when it is neither, or too long
     * @throws LinkageError when no native code can be loaded
     */
    NotifySocket(String name) {
        this.address = address(name);
        useTemporaryDirectory();
        this.libc = Native.load("c", LibC.class);
    }

    /**
     * Makes JNA unpack its native code into the temporary directory, unless configured otherwise. JNA's default is the home
     * directory, which a service may not have.
     */
    private static void useTemporaryDirectory() {
        if (System.getProperty(JNA_DIRECTORY) == null) {
            System.setProperty(JNA_DIRECTORY, System.getProperty("java.io.tmpdir"));
        }
    }

    /** Sends one message. Each line is an assignment such as {@code READY=1}. */
    void send(String... assignments) throws IOException {
        byte[] data = String.join("\n", assignments).getBytes(StandardCharsets.UTF_8);
        try {
            int socket = libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            try {
                libc.sendto(socket, data, new NativeLong(data.length), MSG_NOSIGNAL, address, address.length);
            } finally {
                libc.close(socket);
            }
        } catch (LastErrorException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * The address in the kernel's format: the family, then the path. An abstract name begins with a zero and ends with the
     * address.
     */
    static byte[] address(String name) {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (path.length < 2 || path.length > MAX_PATH_LENGTH || (path[0] != '/' && path[0] != '@')) {
            throw new IllegalArgumentException(
                    "must be an absolute path, or a name after @, of at most " + MAX_PATH_LENGTH + " bytes");
        }
        if (path[0] == '@') {
            path[0] = 0;
        }
        return ByteBuffer.allocate(Short.BYTES + path.length)
                .order(ByteOrder.nativeOrder())
                .putShort(AF_UNIX)
                .put(path)
                .array();
    }
}
