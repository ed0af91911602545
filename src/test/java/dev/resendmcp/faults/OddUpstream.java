package dev.resendmcp.faults;

import dev.resendmcp.testing.FaultyUpstream;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.RawMessage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** An upstream that is odd in the way that a request names somewhere in its head, and well-behaved when it names none. */
final class OddUpstream implements AutoCloseable {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";

    private final LoopbackServer server = new LoopbackServer(OddUpstream::serve);

    /** One way to be odd. */
    enum Way {
        /** Hangs up with a reset as soon as the head of a request is there. */
        RESET_BEFORE_BODY((socket, in) -> LoopbackServer.reset(socket), "upstream_unreachable"),
        /** Hangs up with a reset when the request was read. */
        RESET_AFTER_BODY(
                (socket, in) -> {
                    readBody(in);
                    LoopbackServer.reset(socket);
                },
                "upstream_unreachable"),
        /** Hangs up with a reset in the middle of the answer. */
        RESET_IN_ANSWER(
                (socket, in) -> {
                    write(socket, OK + "Content-Length: 100\r\n\r\n{\"id\":");
                    readBody(in);
                    LoopbackServer.reset(socket);
                },
                "upstream_unreachable"),
        /** Says nothing at all. */
        SILENT_CLOSE((socket, in) -> readBody(in), "upstream_unreachable"),
        /** One byte a second. */
        TRICKLE(
                (socket, in) -> {
                    for (byte next : (OK + "Content-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII)) {
                        socket.getOutputStream().write(next);
                        socket.getOutputStream().flush();
                        pause(TimeUnit.SECONDS.toMillis(1));
                    }
                },
                "upstream_timeout"),
        /** Never answers. */
        HANG((socket, in) -> new CountDownLatch(1).await(), "upstream_timeout"),
        /** A page for people. */
        HTML(FaultyUpstream.http("200 OK", "text/html", "<html>Hello</html>"), "upstream_invalid_answer"),
        /** Nothing where JSON belongs; as good as an empty object. */
        EMPTY(FaultyUpstream.http("200 OK", "application/json", ""), "upstream_invalid_answer", ""),
        /** JSON that ends too soon. */
        HALF_JSON(FaultyUpstream.http("200 OK", "application/json", "{\"id\":"), "upstream_invalid_answer"),
        /** 100 MB, of which the answer does not say how long it is. */
        HUGE(
                (socket, in) -> {
                    write(socket, OK + "\r\n\"");
                    byte[] some = new byte[MEBIBYTE];
                    Arrays.fill(some, (byte) 'x');
                    for (int i = 0; i < 100; i++) {
                        socket.getOutputStream().write(some);
                    }
                    write(socket, "\"");
                },
                "upstream_invalid_answer"),
        /** 100 MB in a tenth of a megabyte. */
        GZIP_BOMB(
                (socket, in) -> {
                    byte[] bomb = bomb();
                    write(socket, OK + "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
                    socket.getOutputStream().write(bomb);
                },
                "upstream_invalid_answer"),
        /** JSON of 10,000 levels. */
        DEEP(
                FaultyUpstream.http("200 OK", "application/json", "[".repeat(10_000) + "]".repeat(10_000)),
                "upstream_invalid_answer"),
        /** A charset that nobody knows, and bytes that are no UTF-8. */
        WRONG_CHARSET(
                FaultyUpstream.http("200 OK", "application/json; charset=utf-99", "{\"id\":\"\u00e4\u00ff\"}"),
                "upstream_invalid_answer");

        private final Act act;
        private final String[] outcomes;

        Way(Act act, String... outcomes) {
            this.act = act;
            this.outcomes = outcomes;
        }

        Way(FaultyUpstream.Behaviour answer, String... outcomes) {
            this(
                    (socket, in) -> {
                        readBody(in);
                        answer.answer(socket.getOutputStream());
                    },
                    outcomes);
        }

        /** Names of the errors that callers may get; empty text for an answer that is none. */
        String[] outcomes() {
            return outcomes;
        }
    }

    /** What happens when the head of a request was read. */
    private interface Act {
        void on(Socket socket, InputStream in) throws IOException, InterruptedException;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private static void serve(Socket socket) throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        String head = RawMessage.readHead(in);
        Optional<Way> way = Arrays.stream(Way.values())
                .filter(each -> head.contains(each.name()))
                .findFirst();
        if (way.isPresent()) {
            way.get().act.on(socket, in);
        } else {
            readBody(in);
            write(socket, OK + "Content-Length: 13\r\n\r\n{\"id\":\"good\"}");
        }
        socket.getOutputStream().flush();
    }

    /** Reads what is there; requests are small, so that is all of it. */
    private static void readBody(InputStream in) throws IOException {
        in.readNBytes(in.available());
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void pause(long millis) throws InterruptedException {
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }

    private static byte[] bomb() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] some = new byte[MEBIBYTE];
            Arrays.fill(some, (byte) '[');
            for (int i = 0; i < 100; i++) {
                gzip.write(some);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.close();
    }
}
