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
 * Addresses that proxies passed on, in the order in which they were added. Each is empty where the proxy did not name one that
 * can be read: {@code unknown}, {@code _hidden}, a host name, garbage.
 */
final class ForwardedFor {
    // A line with a quotation mark left open would swallow what the next proxy appends to it.
    private static final Pattern QUOTES_CLOSED = Pattern.compile("(?:[^\"]|\"(?:[^\"\\\\]|\\\\.)*+\")*+");
    private static final String UNREADABLE = "";

    private ForwardedFor() {}

    /** Reads the lines of {@code X-Forwarded-For}. */
    static List<Optional<InetAddress>> plain(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(ForwardedFor::address)
                .toList();
    }

    /** Reads the lines of {@code Forwarded}, RFC 7239. */
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

    /** An address with or without a port; IPv6 with a port stands in brackets. */
    private static Optional<InetAddress> address(String node) {
        try {
            return Optional.of(
                    InetAddresses.forString(HostAndPort.fromString(node.strip()).getHost()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The parameter {@code for} of each element; unreadable where it is missing or there twice. */
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

        /** An element that begins with something else than a parameter. */
        @Override
        protected void parsedValueAndParams(StringBuilder buffer) {
            found.add(UNREADABLE);
        }
    }
}
