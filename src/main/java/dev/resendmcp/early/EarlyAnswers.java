package dev.resendmcp.early;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads the input from the start of the process on and answers what is prepared, until the service takes over. Everything else
 * waits for the service. Avoids lambdas and string concatenation, because the JDK would spend more time on setting them up than
 * the answers take.
 */
public final class EarlyAnswers implements ClientStreams {
    private static final int BUFFER = 65_536;
    /** Longer lines are tool calls. */
    private static final int LONGEST = 16_384;
    /** More messages than that wait for the service, which has to take note of them all. */
    private static final int MOST = 64;

    private final PreparedAnswers prepared;
    private final InputStream source;
    private final OutputStream out;
    private final PipedInputStream in = new PipedInputStream(BUFFER);
    private final PipedOutputStream rest = new PipedOutputStream();
    private final CountDownLatch needed = new CountDownLatch(1);
    private final List<byte[]> answered = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean passing;
    private boolean taken;

    private EarlyAnswers(PreparedAnswers prepared, InputStream source, OutputStream out) throws IOException {
        this.prepared = prepared;
        this.source = source;
        this.out = out;
        rest.connect(in);
    }

    /**
     * Begins to answer, if this is a process whose answers were prepared.
     *
     * @param arguments of the command line
     * @return empty when the settings may change an answer, or the command is another one than {@code stdio}
     */
    public static Optional<EarlyAnswers> begin(
            String[] arguments,
            Map<String, String> environment,
            Properties properties,
            InputStream source,
            OutputStream out) {
        if (arguments.length != 2 || !arguments[0].equals("stdio") || arguments[1].startsWith("-")) {
            return Optional.empty();
        }
        PreparedAnswers all = PreparedAnswers.load().orElse(null);
        if (all == null || !EarlySettings.allow(all, arguments[1], environment, properties)) {
            return Optional.empty();
        }
        PreparedAnswers prepared = all.of(environment).orElse(null);
        return prepared == null ? Optional.empty() : begin(prepared, source, out);
    }

    /** Begins to answer from what was prepared. */
    static Optional<EarlyAnswers> begin(PreparedAnswers prepared, InputStream source, OutputStream out) {
        try {
            EarlyAnswers answers = new EarlyAnswers(prepared, source, out);
            Thread reader = new Thread(answers.new Reader(), "stdin");
            // It may still wait for input when the process ends.
            reader.setDaemon(true);
            reader.start();
            return Optional.of(answers);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Waits until the service is needed: the list of tools was sent, a message came that only the service can answer, the input
     * ended, or the time is over.
     */
    public void awaitNeed(long milliseconds) {
        try {
            boolean known = needed.await(milliseconds, TimeUnit.MILLISECONDS);
            assert known || milliseconds >= 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public synchronized List<byte[]> takeOver() {
        taken = true;
        return List.copyOf(answered);
    }

    private final class Reader implements Runnable {
        @Override
        public void run() {
            try (OutputStream closing = rest) {
                byte[] buffer = new byte[BUFFER];
                for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                    for (int i = 0; i < count; i++) {
                        take(buffer[i]);
                    }
                    if (passing) {
                        pass();
                    }
                }
                pass();
            } catch (IOException e) {
                // The service is gone, or the client is; the end of the input ends the service.
                return;
            } finally {
                needed.countDown();
            }
        }
    }

    private void take(byte next) throws IOException {
        line.write(next);
        if (next == '\n') {
            if (!passing && answer(line.toByteArray())) {
                line.reset();
            } else {
                pass();
            }
            passing = false;
        } else if (line.size() > LONGEST) {
            passing = true;
            pass();
        }
    }

    /** Leaves what was read to the service. */
    private void pass() throws IOException {
        needed.countDown();
        line.writeTo(rest);
        line.reset();
        rest.flush();
    }

    /** Answers a line, if that is possible. */
    private synchronized boolean answer(byte[] text) throws IOException {
        if (taken || answered.size() >= MOST) {
            return false;
        }
        EarlyRequest request = EarlyRequest.parse(text);
        byte[] result = request == null || request.id() == null ? null : prepared.result(request.key());
        if (result == null && (request == null || !request.initialized())) {
            return false;
        }
        answered.add(text);
        if (result != null) {
            write(request.id(), result);
            if (request.method().equals("tools/list")) {
                needed.countDown();
            }
        }
        return true;
    }

    private void write(String id, byte[] result) throws IOException {
        ByteArrayOutputStream reply = new ByteArrayOutputStream(result.length + 64);
        reply.writeBytes("{\"jsonrpc\":\"2.0\",\"id\":".getBytes(StandardCharsets.UTF_8));
        reply.writeBytes(id.getBytes(StandardCharsets.UTF_8));
        reply.writeBytes(",\"result\":".getBytes(StandardCharsets.UTF_8));
        reply.writeBytes(result);
        reply.writeBytes("}\n".getBytes(StandardCharsets.UTF_8));
        reply.writeTo(out);
        out.flush();
    }
}
