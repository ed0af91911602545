package dev.resendmcp.faults;

import dev.resendmcp.testing.FaultyUpstream;
import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.RawMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * One way for an upstream to be odd.
 *
 * @param name which requests carry in their head
 * @param act what is done
 * @param outcomes names of the errors that callers may get
 */
record Misbehavior(String name, Act act, Set<String> outcomes) {
    private static final String UNREACHABLE = "upstream_unreachable";
    private static final String TIMEOUT = "upstream_timeout";
    private static final String INVALID = "upstream_invalid_answer";
    private static final String ERROR = "application_error";

    private static final int MEBIBYTE = 1024 * 1024;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";
    /** 100 MB in a tenth of a megabyte. */
    private static final byte[] BOMB = gzip("[", 100 * MEBIBYTE);

    /** All of them. */
    static final List<Misbehavior> ALL = List.of(
            // Hangs up with a reset as soon as the head of a request is there.
            new Misbehavior("RESET_BEFORE_BODY", (socket, request) -> LoopbackServer.reset(socket), UNREACHABLE),
            // Hangs up with a reset when the request was read.
            new Misbehavior(
                    "RESET_AFTER_BODY",
                    (socket, request) -> {
                        request.readBody();
                        LoopbackServer.reset(socket);
                    },
                    UNREACHABLE),
            // Hangs up with a reset in the middle of the answer.
            new Misbehavior(
                    "RESET_IN_ANSWER",
                    (socket, request) -> {
                        write(socket, OK + "Content-Length: 100\r\n\r\n{\"id\":");
                        request.readBody();
                        LoopbackServer.reset(socket);
                    },
                    UNREACHABLE),
            // Says nothing at all.
            new Misbehavior("SILENT_CLOSE", (socket, request) -> request.readBody(), UNREACHABLE),
            // One byte a second.
            new Misbehavior(
                    "TRICKLE",
                    (socket, request) -> {
                        for (byte next : (OK + "Content-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII)) {
                            socket.getOutputStream().write(next);
                            socket.getOutputStream().flush();
                            pause(TimeUnit.SECONDS.toMillis(1));
                        }
                    },
                    TIMEOUT),
            // Never answers.
            new Misbehavior("HANG", (socket, request) -> new CountDownLatch(1).await(), TIMEOUT),
            // A page for people.
            new Misbehavior("HTML", FaultyUpstream.http("200 OK", "text/html", "<html>Hello</html>"), INVALID),
            // Nothing where JSON belongs.
            new Misbehavior("EMPTY", FaultyUpstream.http("200 OK", "application/json", ""), INVALID),
            // JSON that ends too soon.
            new Misbehavior("HALF_JSON", FaultyUpstream.http("200 OK", "application/json", "{\"id\":"), INVALID),
            // 100 MB, of which the answer does not say how long it is.
            new Misbehavior(
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
                    INVALID),
            new Misbehavior("GZIP_BOMB", encoded("gzip", BOMB, BOMB.length), INVALID),
            // Half of what gzip made, and then the end of the connection.
            new Misbehavior("GZIP_HALF", encoded("gzip", gzip("0123456789", MEBIBYTE), 500), UNREACHABLE, INVALID),
            // An encoding that nobody knows.
            new Misbehavior("CODING", encoded("bogus", "{}".getBytes(StandardCharsets.US_ASCII), 2), INVALID),
            // JSON of 10,000 levels.
            new Misbehavior(
                    "DEEP",
                    FaultyUpstream.http("200 OK", "application/json", "[".repeat(10_000) + "]".repeat(10_000)),
                    INVALID),
            // A charset that nobody knows, and bytes that are no UTF-8.
            new Misbehavior(
                    "WRONG_CHARSET",
                    FaultyUpstream.http("200 OK", "application/json; charset=utf-99", "{\"id\":\"\u00e4\u00ff\"}"),
                    INVALID),
            // Parts of an answer that never end.
            new Misbehavior("ENDLESS_STATUS", endless("HTTP/1.1 200 ", "O"), INVALID),
            new Misbehavior("ENDLESS_LINE", endless(OK + "X-Long: ", "x"), INVALID),
            new Misbehavior("ENDLESS_HEAD", endless(OK, "X-Many: x\r\n"), INVALID),
            new Misbehavior("ENDLESS_HINTS", endless("", "HTTP/1.1 103 Early Hints\r\n\r\n"), TIMEOUT, INVALID),
            new Misbehavior(
                    "ENDLESS_TRAILER",
                    endless(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", "X-Trailer: x\r\n"),
                    UNREACHABLE,
                    INVALID),
            // Errors of the server, of which the last two say that it will never do such a thing.
            new Misbehavior("ERROR_500", FaultyUpstream.http("500 Internal Server Error", "text/plain", "odd"), ERROR),
            new Misbehavior("ERROR_501", FaultyUpstream.http("501 Not Implemented", "text/plain", "odd"), ERROR),
            new Misbehavior(
                    "ERROR_505", FaultyUpstream.http("505 HTTP Version Not Supported", "text/plain", "odd"), ERROR));

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

    private Misbehavior(String name, Act act, String... outcomes) {
        this(name, act, Set.of(outcomes));
    }

    private Misbehavior(String name, FaultyUpstream.Behaviour answer, String... outcomes) {
        this(
                name,
                (socket, request) -> {
                    request.readBody();
                    answer.answer(socket.getOutputStream());
                },
                outcomes);
    }

    private static FaultyUpstream.Behaviour encoded(String coding, byte[] body, int bytes) {
        return out -> {
            FaultyUpstream.raw(OK + "Content-Encoding: " + coding + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .answer(out);
            out.write(body, 0, bytes);
        };
    }

    /** Goes on with the same until the client hangs up. */
    private static FaultyUpstream.Behaviour endless(String begin, String more) {
        byte[] some = more.repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        return out -> {
            FaultyUpstream.raw(begin).answer(out);
            while (true) {
                out.write(some);
            }
        };
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void pause(long millis) throws InterruptedException {
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }

    private static byte[] gzip(String part, int times) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] some = part.repeat(1024).getBytes(StandardCharsets.US_ASCII);
            for (int written = 0; written < times; written += 1024) {
                gzip.write(some);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
