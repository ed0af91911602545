package dev.resendmcp.mcp.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slows requests with a wrong token, by the address they come from. Requests with a valid token are never slowed. The addresses and
 * the requests that are held back are bounded. Thread-safe.
 */
public final class FailedAttempts {
    /** As many are answered at once: a client with an old token retries a few times. */
    static final int FREE = 20;

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    static final Duration FORGOTTEN = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;
    private static final int MOST_HELD = 200;
    private static final int LARGEST_SHIFT = 6;
    private static final int PREFIX_BYTES = 8;

    private final Cache<InetAddress, AtomicInteger> failures;
    private final AtomicInteger held = new AtomicInteger();

    public FailedAttempts() {
        this(Ticker.systemTicker());
    }

    FailedAttempts(Ticker ticker) {
        failures = Caffeine.newBuilder()
                .expireAfterAccess(FORGOTTEN)
                .maximumSize(MOST_ADDRESSES)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Notes an attempt with a wrong token.
     *
     * @param address of the client, as text
     * @return how long to hold the answer back
     */
    Duration failed(String address) {
        int count = failures.get(network(address), same -> new AtomicInteger()).incrementAndGet();
        if (count <= FREE) {
            return Duration.ZERO;
        }
        Duration delay = FIRST.multipliedBy(1L << Math.min(LARGEST_SHIFT, count - FREE - 1));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }

    /** Whether so many attempts have come from an address that tokens from there are not worth asking others about. */
    boolean isBlocked(String address) {
        // Without counting as an access, which would make the attempts be remembered longer.
        AtomicInteger count = failures.policy().getIfPresentQuietly(network(address));
        return count != null && count.get() > FREE;
    }

    /** Takes room to hold an answer back, which {@link #release} must give back. */
    boolean hold() {
        if (held.incrementAndGet() <= MOST_HELD) {
            return true;
        }
        held.decrementAndGet();
        return false;
    }

    void release() {
        held.decrementAndGet();
    }

    /** The address, or the /64 network of an IPv6 address, which one client may have whole. */
    private static InetAddress network(String address) {
        InetAddress given = InetAddresses.isInetAddress(address)
                ? InetAddresses.forString(address)
                : InetAddress.getLoopbackAddress();
        if (!(given instanceof Inet6Address)) {
            return given;
        }
        byte[] bytes = given.getAddress();
        Arrays.fill(bytes, PREFIX_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
