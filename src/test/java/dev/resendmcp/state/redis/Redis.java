package dev.resendmcp.state.redis;

import dev.resendmcp.state.States;
import dev.resendmcp.threads.Supervisor;
import dev.resendmcp.tracing.Tracing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import redis.embedded.RedisServer;

/** A real Redis on loopback, on a free port that stays the same when it is started again; then it is empty. */
public final class Redis implements AutoCloseable {
    private static final String PERMITS = "resend-full-mcp:{account}:permits/";

    private final int port = freePort();
    private RedisServer server;

    /** One that answers. */
    public static Redis running() {
        Redis redis = new Redis();
        redis.start();
        return redis;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Starts it, empty. */
    public void start() {
        try {
            server = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .build();
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it; nothing is kept. */
    public void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers nobody for a while, though it takes connections. */
    void hang(int seconds) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(("debug sleep " + seconds + "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command that is one line and gives the first line of its answer. */
    String command(String line) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its own clock, in microseconds. */
    long micros() {
        return number("local t = redis.call('time') return t[1] * 1000000 + t[2]");
    }

    /** When a permit goes back, by its own clock. */
    long backAt(String permit) {
        return number("return tonumber(redis.call('zscore', '" + PERMITS + "taken', '" + permit + "'))");
    }

    /** When the only replica that is present said so last, by its own clock. */
    long presentAt() {
        return number("return tonumber(redis.call('zrange', '" + PERMITS + "present', 0, 0, 'withscores')[2])");
    }

    private long number(String script) {
        return Long.parseLong(command("eval \"" + script + "\" 0").substring(1));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** A new connection, which the caller stops. */
    RedisConnection connect() {
        RedisConnection connection = new RedisConnection(
                RedisUrl.of("redis://127.0.0.1:" + port()),
                States.REDIS_TIMEOUT,
                "account",
                Clock.systemUTC(),
                new Supervisor(status -> {}),
                States.METRICS,
                Tracing.none());
        connection.start(scripts -> {}, scripts -> {});
        return connection;
    }
}
