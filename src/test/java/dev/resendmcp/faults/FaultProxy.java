package dev.resendmcp.faults;

import dev.resendmcp.testing.LoopbackServer;
import dev.resendmcp.testing.RawMessage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the service and the simulator and does harm to requests on their way, byte by byte. The simulator behind it
 * knows the truth: which mails were accepted, and how often.
 */
final class FaultProxy implements AutoCloseable {
    private final URI upstream;
    private final LoopbackServer server;
    private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger passing = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Plan plan = send -> Fault.NONE;

    /** What happens to requests. */
    interface Plan {
        /** Decides for the next one. */
        Fault next(boolean send);
    }

    FaultProxy(URI upstream) {
        this.upstream = upstream;
        this.server = new LoopbackServer(this::serve);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** What happens to requests from now on. */
    void inject(Plan other) {
        plan = other;
    }

    /**
     * Holds answers to sends back from now on: accepted, not yet answered.
     *
     * @param first how many are still let through
     */
    void holdAnswersAfter(int first) {
        passing.set(first);
        gate = new CountDownLatch(1);
    }

    /** Lets all answers go that are held back. */
    void release() {
        gate.countDown();
    }

    /** Answers that are held back now. */
    int held() {
        return held.get();
    }

    /** Sends that came, by what was done to them. */
    Map<Fault, Integer> done() {
        synchronized (done) {
            return new EnumMap<>(done);
        }
    }

    /** Sends that came. */
    int attempts() {
        return done().values().stream().mapToInt(Integer::intValue).sum();
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        boolean open = true;
        while (open) {
            open = exchange(client, RawMessage.read(in));
        }
    }

    /** Serves one request; returns whether the connection can be used for another. */
    private boolean exchange(Socket client, RawMessage request) throws IOException, InterruptedException {
        boolean send = request.firstLine().startsWith("POST /emails");
        Fault fault = plan.next(send);
        if (send) {
            count(fault);
        }
        RawMessage own = fault.passedOn() ? pass(request) : null;
        if (send && own != null) {
            hold();
        }
        if (!fault.answer().isEmpty()) {
            return write(client, fault.answer().getBytes(StandardCharsets.US_ASCII));
        }
        if (fault == Fault.NONE) {
            return write(client, own.bytes());
        }
        if (fault == Fault.HALF_ANSWER) {
            byte[] all = own.bytes();
            client.getOutputStream().write(all, 0, all.length - own.body().length / 2);
            client.getOutputStream().flush();
            return false;
        }
        LoopbackServer.reset(client);
        return false;
    }

    private void count(Fault fault) {
        synchronized (done) {
            done.merge(fault, 1, Integer::sum);
        }
    }

    private void hold() throws InterruptedException {
        CountDownLatch now = gate;
        if (now.getCount() > 0 && passing.getAndDecrement() <= 0) {
            held.incrementAndGet();
            try {
                now.await();
            } finally {
                held.decrementAndGet();
            }
        }
    }

    private RawMessage pass(RawMessage request) throws IOException {
        try (Socket origin = new Socket(upstream.getHost(), upstream.getPort())) {
            origin.getOutputStream().write(request.bytes());
            origin.getOutputStream().flush();
            return RawMessage.read(new BufferedInputStream(origin.getInputStream()));
        }
    }

    private static boolean write(Socket client, byte[] answer) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(answer);
        out.flush();
        return true;
    }

    @Override
    public void close() {
        server.close();
    }
}
