package dev.resendmcp.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** How many connections one address may have. */
class AddressCountsTest {
    private static final InetAddress CLIENT = InetAddresses.forString("192.0.2.1");

    private final AddressCounts counts = new AddressCounts(2);

    @Test
    void addressGetsNoMoreThanItsShare() {
        assertThat(counts.add("a", CLIENT)).isTrue();
        assertThat(counts.add("b", CLIENT)).isTrue();
        assertThat(counts.add("c", CLIENT)).isFalse();
        assertThat(counts.add("d", InetAddresses.forString("192.0.2.2"))).isTrue();
    }

    @Test
    void closedConnectionMakesRoom() {
        counts.add("a", CLIENT);
        counts.add("b", CLIENT);
        counts.remove("a");
        assertThat(counts.add("c", CLIENT)).isTrue();
    }

    @Test
    void networkOfOneClientCountsAsOneAddress() {
        counts.add("a", InetAddresses.forString("2001:db8::1"));
        counts.add("b", InetAddresses.forString("2001:db8::2"));
        assertThat(counts.add("c", InetAddresses.forString("2001:db8::3"))).isFalse();
        assertThat(counts.add("d", InetAddresses.forString("2001:db8:0:1::1"))).isTrue();
    }

    @Test
    void proxiesAreNotBounded() {
        InetAddress proxy = InetAddresses.forString("192.0.2.80");
        counts.exempt(proxy::equals);
        for (int i = 0; i < 10; i++) {
            assertThat(counts.add(i, proxy)).isTrue();
            assertThat(counts.add(-i, InetAddress.getLoopbackAddress())).isTrue();
        }
    }
}
