package dev.resendmcp.http.connection;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** How many connections each address has. IPv6 is counted by /64 network, which is what one client is given. */
final class AddressCounts {
    private static final int NETWORK_BYTES = 8;

    private final int most;
    private final Map<Object, ByteBuffer> owners = new HashMap<>();
    private final Map<ByteBuffer, Integer> counts = new HashMap<>();
    private Predicate<InetAddress> exempt = InetAddress::isLoopbackAddress;

    AddressCounts(int most) {
        this.most = most;
    }

    /** Also exempts these; addresses of this machine always are, since a reverse proxy may run on it. */
    synchronized void exempt(Predicate<InetAddress> more) {
        exempt = exempt.or(more);
    }

    /** Counts a connection; false when its address has too many, and it is not counted then. */
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

    /** Forgets a connection. */
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
