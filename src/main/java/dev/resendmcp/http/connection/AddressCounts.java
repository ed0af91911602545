package dev.resendmcp.http.connection;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Counts the connections of each address. IPv6 is counted per /64 network, the usual allocation for one client. */
final class AddressCounts {
    private static final int NETWORK_BYTES = 8;

    private final int most;
    private final Map<Object, ByteBuffer> owners = new HashMap<>();
    private final Map<ByteBuffer, Integer> counts = new HashMap<>();
    private Predicate<InetAddress> exempt = InetAddress::isLoopbackAddress;

    AddressCounts(int most) {
        this.most = most;
    }

    /** Exempts more addresses. Loopback addresses are always exempt, because a reverse proxy may run on this machine. */
    synchronized void exempt(Predicate<InetAddress> more) {
        exempt = exempt.or(more);
    }

    /** Counts a connection. Returns false, and does not count it, when its address has too many. */
    synchronized boolean add(Object connection, InetAddress address) {
        if (exempt.test(address)) {
            return true;
        }
        ByteBuffer owner = owner(address);
        if (counts.getOrDefault(owner, 0) >= most) {
            return false;
        }
        counts.merge(owner, 1, Integer::sum);
        owners.put(connection, owner);
        return true;
    }

    /** Stops counting a connection. */
    synchronized void remove(Object connection) {
        ByteBuffer owner = owners.remove(connection);
        if (owner != null) {
            counts.computeIfPresent(owner, (one, count) -> count == 1 ? null : count - 1);
        }
    }

    private static ByteBuffer owner(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(bytes, 0, address instanceof Inet6Address ? NETWORK_BYTES : bytes.length);
    }
}
