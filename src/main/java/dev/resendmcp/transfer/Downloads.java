package dev.resendmcp.transfer;

import com.google.common.base.Suppliers;
import dev.resendmcp.call.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/** Downloads attachments from the addresses that Resend gives. */
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

    private boolean isAllowed(URI address) {
        boolean own = resend.getScheme().equals(address.getScheme())
                && resend.getAuthority().equals(address.getAuthority());
        return own || ("https".equals(address.getScheme()) && address.getHost() != null);
    }
}
