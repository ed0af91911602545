package dev.resendmcp.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that opens tunnels to one port of this machine, whatever host it is asked for. */
public final class ConnectProxy implements AutoCloseable {
    private final LoopbackServer server;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final int target;
    private final int refusal;
    private final boolean login;

    private ConnectProxy(int target, int refusal, boolean login) {
        this.target = target;
        this.refusal = refusal;
        this.login = login;
        this.server = new LoopbackServer(this::serve);
    }

    /** Opens tunnels to this port. */
    public static ConnectProxy to(int target) {
        return new ConnectProxy(target, 0, false);
    }

    /** The same for those who show a user and a password. */
    public static ConnectProxy withLogin(int target) {
        return new ConnectProxy(target, 0, true);
    }

    /** Refuses with a status. */
    public static ConnectProxy refusing(int status) {
        return new ConnectProxy(0, status, false);
    }

    /** Heads of the requests that came. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        String head = RawMessage.readHead(in);
        heads.add(head);
        Optional<String> refused = refusal(head);
        if (refused.isPresent()) {
            write(client, "HTTP/1.1 " + refused.get() + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }
        write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread back = new Thread(() -> copy(upstream, client), "connect-proxy");
            back.setDaemon(true);
            back.start();
            in.transferTo(upstream.getOutputStream());
        }
    }

    private Optional<String> refusal(String head) {
        if (login && !head.toLowerCase(Locale.ROOT).contains("\r\nproxy-authorization:")) {
            return Optional.of("407 Login\r\nProxy-Authenticate: Basic realm=\"proxy\"");
        }
        return refusal == 0 ? Optional.empty() : Optional.of(refusal + " Refused");
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of both hung up.
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        server.close();
    }
}
