package dev.resendmcp.attack;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the same thing again and again over plain sockets, and measures how long each answer takes. */
final class Asker implements AutoCloseable {
    /** So long that only a service which does not answer at all exceeds it, however busy the machine is. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");
    private static final String HEAD_END = "\r\n\r\n";

    private final int port;
    private final byte[] request;
    private final boolean keepsConnection;
    private final Thread thread;
    private Socket socket;
    private volatile boolean ended;
    private volatile int asked;
    private volatile int failed;
    private volatile long slowest;
    private volatile long heldUp;
    private volatile String failure = "";

    /** @param keepsConnection whether all requests go over one connection; otherwise each has one of its own */
    Asker(String name, int port, byte[] request, boolean keepsConnection) {
        this.port = port;
        this.request = request;
        this.keepsConnection = keepsConnection;
        this.thread = new Thread(this::run, name);
    }

    /** Asks so often before anything is measured, so that code is compiled. */
    Asker warm(int times) {
        for (int i = 0; i < times; i++) {
            ask();
        }
        slowest = 0;
        return this;
    }

    Asker start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!ended) {
            ask();
            long slept = System.nanoTime();
            LockSupport.parkNanos(PERIOD.toNanos());
            heldUp = Math.max(heldUp, System.nanoTime() - slept - PERIOD.toNanos());
        }
        closeConnection();
    }

    // Only the asking thread writes.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void ask() {
        long begin = System.nanoTime();
        try {
            String answer = exchange();
            if (!answer.startsWith("HTTP/1.1 200")) {
                fail(answer);
            }
        } catch (IOException e) {
            fail(e.toString());
        }
        slowest = Math.max(slowest, System.nanoTime() - begin);
        asked++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void fail(String why) {
        failed++;
        failure = why;
        closeConnection();
    }

    private String exchange() throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
        }
        socket.getOutputStream().write(request);
        String answer = answer(socket.getInputStream());
        if (!keepsConnection) {
            closeConnection();
        }
        return answer;
    }

    private static String answer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[4_096];
        while (!isWhole(answer)) {
            int count = in.read(buffer);
            if (count < 0) {
                throw new IOException("closed after: " + answer);
            }
            answer.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        }
        return answer.toString();
    }

    private static boolean isWhole(StringBuilder answer) {
        int head = answer.indexOf(HEAD_END);
        Matcher length = LENGTH.matcher(answer);
        return head >= 0
                && length.find()
                && answer.length() >= head + HEAD_END.length() + Integer.parseInt(length.group(1));
    }

    private void closeConnection() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            failure = e.toString();
        }
        socket = null;
    }

    int asked() {
        return asked;
    }

    /** Questions that got no answer, or another one than 200. */
    int failed() {
        return failed;
    }

    /** What came instead of the last answer that failed. */
    String failure() {
        return failure;
    }

    /** Longest time to an answer, in milliseconds. */
    long slowest() {
        return TimeUnit.NANOSECONDS.toMillis(slowest);
    }

    /** How much later than it should this side woke up, in milliseconds at most: what the machine adds to every figure. */
    long heldUp() {
        return TimeUnit.NANOSECONDS.toMillis(heldUp);
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
