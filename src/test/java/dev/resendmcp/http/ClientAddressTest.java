package dev.resendmcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose address a request has, with 10.0.0.0/8 and 2001:db8:1::/48 as trusted proxies. */
class ClientAddressTest {
    private static final String PROXY = "10.0.0.1";

    private final ClientAddress addresses =
            new ClientAddress(TrustedProxies.of("10.0.0.0/8, 2001:db8:1::/48, 192.0.2.200"));

    @Test
    void headersOfAStrangerDoNotCount() {
        HttpFields headers =
                HttpFields.build().add("X-Forwarded-For", "203.0.113.9").add("Forwarded", "for=203.0.113.9");
        assertThat(of("198.51.100.7", headers)).isEqualTo("198.51.100.7");
    }

    @Test
    void withoutHeadersItIsTheProxy() {
        assertThat(of(PROXY, HttpFields.EMPTY)).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 203.0.113.9",
                "6.6.6.6, 203.0.113.9 | 203.0.113.9",
                "6.6.6.6, 203.0.113.9, 10.1.2.3, 192.0.2.200 | 203.0.113.9",
                "6.6.6.6, 203.0.113.9,10.1.2.3 | 203.0.113.9",
                "203.0.113.9:4711 | 203.0.113.9",
                "2001:db8:2::7 | 2001:db8:2::7",
                "[2001:db8:2::7] | 2001:db8:2::7",
                "[2001:db8:2::7]:4711, 2001:db8:1::5 | 2001:db8:2::7",
                "::ffff:203.0.113.9 | 203.0.113.9",
                "10.9.9.9, 10.1.2.3 | 10.9.9.9",
                "6.6.6.6, unknown | 10.0.0.1",
                "6.6.6.6, unknown, 10.1.2.3 | 10.1.2.3",
                "6.6.6.6, _hidden | 10.0.0.1",
                "6.6.6.6, client.example.org | 10.0.0.1",
                "6.6.6.6, 999.1.1.1 | 10.0.0.1",
                "6.6.6.6, 203.0.113.9:99999 | 10.0.0.1",
                "6.6.6.6, 1:2:3 | 10.0.0.1",
                "6.6.6.6, | 10.0.0.1",
                "'' | 10.0.0.1",
            })
    void rightmostUntrustedAddressOfXForwardedForCounts(String header, String client) {
        assertThat(of(PROXY, HttpFields.build().add("X-Forwarded-For", header))).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for=203.0.113.9;proto=https;by=10.0.0.1 | 203.0.113.9",
                "For=\"203.0.113.9:4711\" | 203.0.113.9",
                "for=6.6.6.6, for=203.0.113.9;host=a.example | 203.0.113.9",
                "for=6.6.6.6, for=\"[2001:db8:2::7]:4711\", for=10.1.2.3 | 2001:db8:2::7",
                "for=6.6.6.6;host=\"a,b;for=1.2.3.4\", for=203.0.113.9 | 203.0.113.9",
                "for=6.6.6.6, for=unknown | 10.0.0.1",
                "for=6.6.6.6, for=_gazonk | 10.0.0.1",
                "for=6.6.6.6, proto=https | 10.0.0.1",
                "for=6.6.6.6, for=203.0.113.9;for=6.6.6.7 | 10.0.0.1",
                "for=6.6.6.6;host=\"open, for=203.0.113.9 | 10.0.0.1",
                "for=6.6.6.6;host=\"open\\\", for=203.0.113.9 | 10.0.0.1",
                "203.0.113.9 | 10.0.0.1",
            })
    void rightmostUntrustedAddressOfForwardedCounts(String header, String client) {
        assertThat(of(PROXY, HttpFields.build().add("Forwarded", header))).isEqualTo(client);
    }

    @Test
    void repeatedHeadersAreOneList() {
        HttpFields headers = HttpFields.build()
                .add("X-Forwarded-For", "6.6.6.6")
                .add("X-Forwarded-For", "203.0.113.9, 10.1.2.3")
                .add("X-Forwarded-For", "10.4.5.6");
        assertThat(of(PROXY, headers)).isEqualTo("203.0.113.9");
    }

    @Test
    void twoHeadersThatAgreeCount() {
        HttpFields headers =
                HttpFields.build().add("X-Forwarded-For", "203.0.113.9").add("Forwarded", "for=203.0.113.9");
        assertThat(of(PROXY, headers)).isEqualTo("203.0.113.9");
    }

    @Test
    void twoHeadersThatDisagreeLeaveTheAddressOfTheProxy() {
        HttpFields headers =
                HttpFields.build().add("X-Forwarded-For", "203.0.113.9").add("Forwarded", "for=6.6.6.6");
        assertThat(of(PROXY, headers)).isEqualTo(PROXY);
    }

    @Test
    void aListAsLongAsAHeaderMayBeIsRead() {
        String hops = IntStream.range(0, 2_000).mapToObj(i -> "10.0.0.2").collect(Collectors.joining(","));
        HttpFields headers = HttpFields.build().add("X-Forwarded-For", "203.0.113.9," + hops);
        assertThat(of(PROXY, headers)).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proxy.example.org", "10.0.0.0/33", "10.0.0.1/8", "10.0.0-9.1", "10.0.0.0/x", "*", "1.2.3.4-9"})
    void whatIsNoAddressAndNoBlockIsRefused(String entry) {
        assertThatThrownBy(() -> TrustedProxies.of("127.0.0.1, " + entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be IP addresses or CIDR blocks")
                .hasMessageContaining(entry);
    }

    @Test
    void emptyTextTrustsNoProxy() {
        assertThat(TrustedProxies.of(" , ").entries()).isEmpty();
    }

    private String of(String peer, HttpFields headers) {
        return InetAddresses.toAddrString(addresses.of(InetAddresses.forString(peer), headers));
    }
}
