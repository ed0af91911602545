package dev.resendmcp.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An upstream that reads a request and then behaves badly, byte by byte as told. */
public final class FaultyUpstream implements AutoCloseable {
    private final LoopbackServer server;
    private final Behaviour behaviour;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What happens after the request was read. The connection is closed afterwards. */
    public interface Behaviour {
        /** Answers, or not. Blocking calls end with an exception when the upstream is closed. */
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    /** Starts on a free port. */
    public FaultyUpstream(Behaviour behaviour) {
        this.behaviour = behaviour;
        this.server = new LoopbackServer(this::serve);
    }

    /** Writes text as it is. */
    public static Behaviour raw(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A whole HTTP answer. */
    public static Behaviour http(String statusLine, String contentType, String body) {
        return raw("HTTP/1.1 " + statusLine + "\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n\r\n" + body);
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** First lines of the requests read so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        requests.add(RawMessage.read(new BufferedInputStream(socket.getInputStream()))
                .firstLine());
        behaviour.answer(socket.getOutputStream());
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        server.close();
    }
}
