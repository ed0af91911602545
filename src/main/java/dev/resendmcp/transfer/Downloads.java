package dev.resendmcp.transfer;

import com.google.common.base.Suppliers;
import dev.resendmcp.call.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Downloads attachments from the addresses that Resend gives, but from none of this machine or its network. */
public final class Downloads {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final URI resend;
    private final Supplier<HttpClient> client = Suppliers.memoize(() -> HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(Redirect.NEVER)
            .build());

    /** @param resend address of Resend; its own host may be reached without TLS if this address is */
    public Downloads(URI resend) {
        this.resend = resend;
    }

    /**
     * Downloads a file and keeps it.
     *
     * @return its name or handle
     */
    String keep(FileStore files, Caller caller, String name, String url) throws FileRefusedException {
        try {
            URI address = URI.create(url);
            if (!isAllowed(address)) {
                throw new FileRefusedException("the address of the file is not one to download from");
            }
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(ANSWER).build();
            HttpResponse<InputStream> answer = client.get().send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new FileRefusedException("the file could not be downloaded: status " + answer.statusCode());
                }
                return files.keep(caller, name, body);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new FileRefusedException("the file could not be downloaded; repeat the call");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FileRefusedException("the file could not be downloaded; repeat the call");
        }
    }

    private boolean isAllowed(URI address) throws IOException {
        boolean own = resend.getScheme().equals(address.getScheme())
                && resend.getAuthority().equals(address.getAuthority());
        return own || ("https".equals(address.getScheme()) && address.getHost() != null && isPublic(address.getHost()));
    }

    /** Whether a host is on the internet, with all of its addresses. */
    private static boolean isPublic(String host) throws IOException {
        return Stream.of(InetAddress.getAllByName(host)).allMatch(Downloads::isPublic);
    }

    private static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean sharedOrZero = bytes.length == 4 && (bytes[0] == 0 || (bytes[0] == 100 && (bytes[1] & 0xc0) == 64));
        return !(uniqueLocal
                || sharedOrZero
                || address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress());
    }
}
