package dev.resendmcp.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends bytes to a server as no HTTP client would, and reads whatever comes back as ISO 8859-1 text. */
public final class RawHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STREAM_BEGAN = "notifications/subscriptions/acknowledged";

    private RawHttp() {}

    /** All that the server says until it closes the connection; this side stays open all the while. */
    public static String send(URI server, String request) {
        return exchange(server, request.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    /** The same, with this side closed after the last byte: the server need not wait for more. */
    public static String sendAndEnd(URI server, byte[] request) {
        return exchange(server, request, true);
    }

    private static String exchange(URI server, byte[] request, boolean end) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            write(socket, request, end);
            return read(socket, new String(request, StandardCharsets.ISO_8859_1).startsWith("GET "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Socket socket, byte[] request, boolean end) {
        try {
            socket.getOutputStream().write(request);
            if (end) {
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            // The server has heard enough and closed; its answer may still be there to be read.
        }
    }

    private static String read(Socket socket, boolean get) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[16_384];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                answer.write(buffer, 0, count);
                if (buffer[count - 1] == '\n' && streamBegan(answer.toString(StandardCharsets.ISO_8859_1), get)) {
                    break;
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no end of the answer within " + PATIENCE + " after: " + answer, e);
        } catch (IOException e) {
            // Reset by the server, which did not want to read on.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    /**
     * Whether the whole first event of a subscription is there, or the first comment of a stream that GET opens. Both then stay open
     * until their client closes them.
     */
    private static boolean streamBegan(String answer, boolean get) {
        // Jetty ends a chunk when it begins the next one, so the empty line that ends an event comes last.
        return answer.endsWith("\n\n") && (answer.contains(STREAM_BEGAN) || (get && answer.endsWith(": waiting\n\n")));
    }
}
