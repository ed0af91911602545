package dev.resendmcp.attack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Many connections of one hostile caller, each of which sends the same bytes. One thread serves them all. */
final class Swarm implements AutoCloseable {
    private static final int OTHER_FILES = 500;
    private static final int CONNECTING = 100;
    private static final Duration LONGEST_OPENING = Duration.ofMinutes(2);
    private static final int STATUS = "HTTP/1.1 ".length();

    private final InetSocketAddress server;
    private final int size;
    private final byte[] bytes;
    private final boolean reads;
    private final Selector selector;
    private final Thread thread = new Thread(this::run, "swarm");
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
    private final Map<String, Integer> got = new TreeMap<>();
    private int begun;
    private volatile int connected;
    private volatile int over;
    private volatile boolean ended;

    /** What one connection has still to send, and whether it was answered. */
    private static final class Link {
        private final ByteBuffer rest;
        private boolean answered;

        Link(byte[] bytes) {
            rest = ByteBuffer.wrap(bytes);
        }
    }

    private Swarm(URI server, int size, byte[] bytes, boolean reads) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
        this.size = size;
        this.bytes = bytes;
        this.reads = reads;
        this.selector = Selector.open();
    }

    /**
     * Opens them as fast as the machine does, and waits until all are open.
     *
     * @param reads whether answers are read
     */
    static Swarm open(URI server, int size, byte[] bytes, boolean reads) {
        requireFiles(size);
        try {
            Swarm swarm = new Swarm(server, size, bytes, reads);
            swarm.thread.start();
            await().atMost(LONGEST_OPENING).pollInterval(Duration.ofMillis(5)).until(() -> swarm.connected == size);
            return swarm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips the test where the process may not open as many files; {@code ulimit -n} must allow the connections and 500 more. */
    private static void requireFiles(int connections) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            boolean enough = system.getMaxFileDescriptorCount() >= connections + OTHER_FILES;
            if (!enough) {
                AttackReport.print("skipped: ulimit -n must be at least %d", connections + OTHER_FILES);
            }
            assumeTrue(enough, "ulimit -n is too low");
        }
    }

    private void run() {
        try (selector) {
            while (!ended) {
                while (begun < size && begun - connected < CONNECTING) {
                    connect();
                }
                selector.select(this::serve, 50);
            }
            for (SelectionKey key : selector.keys()) {
                end(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect() throws IOException {
        begun++;
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        // A reset when it is closed, as when a caller is killed.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, new Link(bytes));
        if (channel.connect(server)) {
            serve(key);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void serve(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        Link link = (Link) key.attachment();
        try {
            if (key.interestOps() == SelectionKey.OP_CONNECT) {
                connected++;
                channel.finishConnect();
            }
            channel.write(link.rest);
            int wanted = reads ? SelectionKey.OP_READ : 0;
            if (key.isValid() && (key.readyOps() & SelectionKey.OP_READ) != 0 && !read(channel, link)) {
                finish(key, link);
            } else {
                key.interestOps(link.rest.hasRemaining() ? wanted | SelectionKey.OP_WRITE : wanted);
            }
        } catch (IOException e) {
            finish(key, link);
        }
    }

    /** Takes note of the status of an answer and forgets the rest; false at the end. */
    private boolean read(SocketChannel channel, Link link) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count > STATUS + 3 && !link.answered) {
            byte[] status = new byte[3];
            buffer.get(STATUS, status);
            answered(link, new String(status, StandardCharsets.ISO_8859_1));
        }
        return count >= 0;
    }

    private void finish(SelectionKey key, Link link) {
        if (!link.answered) {
            answered(link, "closed");
        }
        end(key);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void answered(Link link, String how) {
        link.answered = true;
        synchronized (got) {
            got.merge(how, 1, Integer::sum);
        }
        over++;
    }

    private static void end(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            key.cancel();
        }
    }

    /** Whether the service has answered or closed every connection. */
    boolean isOver() {
        return over == size;
    }

    /** Status of the first answer on a connection, or that it was closed without any, and how often that was. */
    Map<String, Integer> got() {
        synchronized (got) {
            return new TreeMap<>(got);
        }
    }

    /** Ends all of them at once, as a caller that is killed does. */
    @Override
    public void close() {
        ended = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
