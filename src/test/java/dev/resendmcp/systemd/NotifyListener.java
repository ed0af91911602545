package dev.resendmcp.systemd;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** The service manager's end: a real datagram socket that notes what it is sent. */
public final class NotifyListener implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SHUT_RDWR = 2;
    private static final int LONGEST_MESSAGE = 4096;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final LibC libc = Native.load("c", LibC.class);
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final int socket;
    private final Thread reader;

    /** What a listener needs of the C library. */
    interface LibC extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        int bind(int socket, byte[] address, int addressSize) throws LastErrorException;

        NativeLong recv(int socket, byte[] data, NativeLong size, int flags) throws LastErrorException;

        int shutdown(int socket, int how) throws LastErrorException;

        int close(int socket) throws LastErrorException;
    }

    /** @param name a path, or an abstract name after {@code @} */
    public NotifyListener(String name) {
        socket = libc.socket(AF_UNIX, SOCK_DGRAM, 0);
        byte[] address = NotifySocket.address(name);
        libc.bind(socket, address, address.length);
        reader = new Thread(this::read, "notify-listener");
        reader.setDaemon(true);
        reader.start();
    }

    /** All messages so far, in order. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /** Waits for a message. */
    public String await(Predicate<String> wanted) {
        Awaitility.await()
                .atMost(LONGEST_WAIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> messages.stream().anyMatch(wanted));
        return messages.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Waits for a message with this line. */
    public String awaitLine(String line) {
        return await(message -> message.lines().anyMatch(line::equals));
    }

    @Override
    public void close() throws InterruptedException {
        libc.shutdown(socket, SHUT_RDWR);
        reader.join();
        libc.close(socket);
    }

    private void read() {
        byte[] data = new byte[LONGEST_MESSAGE];
        int size = receive(data);
        while (size > 0) {
            messages.add(new String(data, 0, size, StandardCharsets.UTF_8));
            size = receive(data);
        }
    }

    private int receive(byte[] data) {
        return libc.recv(socket, data, new NativeLong(data.length), 0).intValue();
    }
}
