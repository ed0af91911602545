package dev.resendmcp.faults;

import dev.resendmcp.testing.FaultyUpstream;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.RawMessage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/** An upstream that is odd in the way that a request names somewhere in its head, and well-behaved when it names none. */
final class MisbehavingUpstream implements AutoCloseable {
    private static final FaultyUpstream.Behaviour GOOD =
            FaultyUpstream.http("200 OK", "application/json", "{\"id\":\"good\"}");

    private final LoopbackServer server;
    private final Map<String, Integer> met = new ConcurrentHashMap<>();

    /** Starts on a free port. */
    MisbehavingUpstream() {
        this(ServerSocketFactory.getDefault(), 0);
    }

    /** Starts on a port, with sockets of a certain kind. */
    MisbehavingUpstream(ServerSocketFactory sockets, int port) {
        this.server = new LoopbackServer(sockets, port, this::serve);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** How many requests have met a way to be odd. */
    int met(String way) {
        return met.getOrDefault(way, 0);
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        Misbehavior.Request request = new Misbehavior.Request(RawMessage.readHead(in), in);
        Optional<Misbehavior> way = Misbehavior.ALL.stream()
                .filter(each -> request.head().contains(each.name()))
                .findFirst();
        if (way.isPresent()) {
            met.merge(way.get().name(), 1, Integer::sum);
            way.get().act().on(socket, request);
        } else {
            request.readBody();
            GOOD.answer(socket.getOutputStream());
        }
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        server.close();
    }
}
