package dev.resendmcp.http;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.QuotedCSVParser;

/**
 * Client addresses that proxies report, in the order in which they were added. An address is empty when the proxy did not
 * report a readable one: {@code unknown}, {@code _hidden}, a host name, garbage.
 */
final class ForwardedFor {
    // A line with an unclosed quotation mark would swallow what the next proxy appends to it.
    private static final Pattern QUOTES_CLOSED = Pattern.compile("(?:[^\"]|\"(?:[^\"\\\\]|\\\\.)*+\")*+");
    private static final String UNREADABLE = "";

    private ForwardedFor() {}

    /** Parses the lines of {@code X-Forwarded-For}. */
    static List<Optional<InetAddress>> plain(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(ForwardedFor::address)
                .toList();
    }

    /** Parses the lines of {@code Forwarded}, RFC 7239. */
    static List<Optional<InetAddress>> standard(List<String> lines) {
        return lines.stream()
                .flatMap(ForwardedFor::elements)
                .map(ForwardedFor::address)
                .toList();
    }

    private static Stream<String> elements(String line) {
        if (!QUOTES_CLOSED.matcher(line).matches()) {
            return Stream.of(UNREADABLE);
        }
        Elements elements = new Elements();
        elements.addValue(line);
        return elements.found.stream();
    }

    /** Parses an address with an optional port. An IPv6 address with a port is in brackets. */
    private static Optional<InetAddress> address(String node) {
        try {
            return Optional.of(
                    InetAddresses.forString(HostAndPort.fromString(node.strip()).getHost()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The parameter {@code for} of each element; unreadable when it is missing or duplicated. */
    private static final class Elements extends QuotedCSVParser {
        private final List<String> found = new ArrayList<>();
        private boolean named;

        private Elements() {
            super(false);
        }

        @Override
        protected void parsedParam(StringBuilder buffer, int valueLength, int paramName, int paramValue) {
            if (valueLength > 0 || paramValue <= paramName) {
                return;
            }
            if (paramName == 0) {
                // The first parameter of the next element.
                found.add(UNREADABLE);
                named = false;
            }
            if (buffer.substring(paramName, paramValue - 1).equalsIgnoreCase("for")) {
                found.set(found.size() - 1, named ? UNREADABLE : buffer.substring(paramValue));
                named = true;
            }
        }

        /** Called for an element that does not begin with a parameter. */
        @Override
        protected void parsedValueAndParams(StringBuilder buffer) {
            found.add(UNREADABLE);
        }
    }
}
