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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** An upstream that is odd in the way that a request names somewhere in its head, and well-behaved when it names none. */
final class OddUpstream implements AutoCloseable {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";

    private static final byte[] BOMB = bomb();

    private final LoopbackServer server = new LoopbackServer(OddUpstream::serve);

    /** All ways to be odd. */
    static final List<Way> WAYS = List.of(
            // Hangs up with a reset as soon as the head of a request is there.
            new Way("RESET_BEFORE_BODY", (socket, request) -> LoopbackServer.reset(socket), "upstream_unreachable"),
            // Hangs up with a reset when the request was read.
            new Way(
                    "RESET_AFTER_BODY",
                    (socket, request) -> {
                        request.readBody();
                        LoopbackServer.reset(socket);
                    },
                    "upstream_unreachable"),
            // Hangs up with a reset in the middle of the answer.
            new Way(
                    "RESET_IN_ANSWER",
                    (socket, request) -> {
                        write(socket, OK + "Content-Length: 100\r\n\r\n{\"id\":");
                        request.readBody();
                        LoopbackServer.reset(socket);
                    },
                    "upstream_unreachable"),
            // Says nothing at all.
            new Way("SILENT_CLOSE", (socket, request) -> request.readBody(), "upstream_unreachable"),
            // One byte a second.
            new Way(
                    "TRICKLE",
                    (socket, request) -> {
                        for (byte next : (OK + "Content-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII)) {
                            socket.getOutputStream().write(next);
                            socket.getOutputStream().flush();
                            pause(TimeUnit.SECONDS.toMillis(1));
                        }
                    },
                    "upstream_timeout"),
            // Never answers.
            new Way("HANG", (socket, request) -> new CountDownLatch(1).await(), "upstream_timeout"),
            // A page for people.
            new Way(
                    "HTML",
                    FaultyUpstream.http("200 OK", "text/html", "<html>Hello</html>"),
                    "upstream_invalid_answer"),
            // Nothing where JSON belongs.
            new Way("EMPTY", FaultyUpstream.http("200 OK", "application/json", ""), "upstream_invalid_answer"),
            // JSON that ends too soon.
            new Way(
                    "HALF_JSON",
                    FaultyUpstream.http("200 OK", "application/json", "{\"id\":"),
                    "upstream_invalid_answer"),
            // 100 MB, of which the answer does not say how long it is.
            new Way(
                    "HUGE",
                    (socket, request) -> {
                        write(socket, OK + "\r\n\"");
                        byte[] some = new byte[MEBIBYTE];
                        Arrays.fill(some, (byte) 'x');
                        for (int i = 0; i < 100; i++) {
                            socket.getOutputStream().write(some);
                        }
                        write(socket, "\"");
                    },
                    "upstream_invalid_answer"),
            // 100 MB in a tenth of a megabyte.
            new Way(
                    "GZIP_BOMB",
                    (socket, request) -> {
                        write(socket, OK + "Content-Encoding: gzip\r\nContent-Length: " + BOMB.length + "\r\n\r\n");
                        socket.getOutputStream().write(BOMB);
                    },
                    "upstream_invalid_answer"),
            // JSON of 10,000 levels.
            new Way(
                    "DEEP",
                    FaultyUpstream.http("200 OK", "application/json", "[".repeat(10_000) + "]".repeat(10_000)),
                    "upstream_invalid_answer"),
            // A charset that nobody knows, and bytes that are no UTF-8.
            new Way(
                    "WRONG_CHARSET",
                    FaultyUpstream.http("200 OK", "application/json; charset=utf-99", "{\"id\":\"\u00e4\u00ff\"}"),
                    "upstream_invalid_answer"));

    /**
     * One way to be odd.
     *
     * @param name which requests carry in their head
     * @param act what is done
     * @param outcomes names of the errors that callers may get; empty text for an answer that is none
     */
    record Way(String name, Act act, Set<String> outcomes) {
        private Way(String name, Act act, String... outcomes) {
            this(name, act, Set.of(outcomes));
        }

        private Way(String name, FaultyUpstream.Behaviour answer, String... outcomes) {
            this(
                    name,
                    (socket, request) -> {
                        request.readBody();
                        answer.answer(socket.getOutputStream());
                    },
                    outcomes);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What happens when the head of a request was read. */
    interface Act {
        /** Answers, or not. */
        void on(Socket socket, Request request) throws IOException, InterruptedException;
    }

    /**
     * A request of which the head was read.
     *
     * @param head up to and with the empty line
     * @param in where the rest comes from
     */
    record Request(String head, InputStream in) {
        void readBody() throws IOException {
            RawMessage.readBody(head, in);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private static void serve(Socket socket) throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        Request request = new Request(RawMessage.readHead(in), in);
        Optional<Way> way = WAYS.stream()
                .filter(each -> request.head().contains(each.name()))
                .findFirst();
        if (way.isPresent()) {
            way.get().act().on(socket, request);
        } else {
            request.readBody();
            write(socket, OK + "Content-Length: 13\r\n\r\n{\"id\":\"good\"}");
        }
        socket.getOutputStream().flush();
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
