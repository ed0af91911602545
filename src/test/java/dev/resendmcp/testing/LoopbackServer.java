package dev.resendmcp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/** Accepts connections on a free port of this machine and serves each on a thread of its own. */
public final class LoopbackServer implements AutoCloseable {
    private static final int BACKLOG = 1000;

    private final Connection connection;
    private final ServerSocket server;
    private final Map<Socket, Thread> open = new ConcurrentHashMap<>();

    /** What happens on a connection. */
    public interface Connection {
        /** Serves it; it is closed afterwards. The thread is interrupted when the server is closed. */
        void serve(Socket socket) throws IOException, InterruptedException;
    }

    /** Starts it. */
    public LoopbackServer(Connection connection) {
        this(ServerSocketFactory.getDefault(), connection);
    }

    /** Starts it with sockets of a certain kind. */
    public LoopbackServer(ServerSocketFactory sockets, Connection connection) {
        this(sockets, 0, connection);
    }

    /** Starts it with sockets of a certain kind on a port that was free a moment ago. */
    public LoopbackServer(ServerSocketFactory sockets, int port, Connection connection) {
        this.connection = connection;
        try {
            server = sockets.createServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("loopback-server", this::accept);
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** A port on which nobody listens. */
    public static int closedPort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes a connection with a reset, which also takes back what was written and not yet read. */
    public static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start("loopback-connection", () -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        open.put(socket, Thread.currentThread());
        try (socket) {
            connection.serve(socket);
        } catch (IOException e) {
            // The client hung up, as it should when it has had enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Map.Entry<Socket, Thread> each : open.entrySet()) {
                each.getKey().close();
                each.getValue().interrupt();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
