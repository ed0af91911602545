package dev.resendmcp.systemd;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the service from outside: one of its own addresses answers 200, and no threads are deadlocked. */
public final class SelfCheck implements BooleanSupplier {
    private static final Logger log = LoggerFactory.getLogger(SelfCheck.class);
    private static final int TIMEOUT_MILLIS = 5_000;

    private final Optional<URI> address;
    private boolean failed;

    /** @param address of the service itself, over plain HTTP; empty when it has none */
    public SelfCheck(Optional<URI> address) {
        this.address = address;
    }

    @Override
    public boolean getAsBoolean() {
        String trouble = trouble();
        // Logged once, because the next check comes soon.
        if (!trouble.isEmpty() && !failed) {
            log.warn("The service failed its self-check: {}", trouble);
        }
        failed = !trouble.isEmpty();
        return !failed;
    }

    private String trouble() {
        if (ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null) {
            return "threads are deadlocked";
        }
        return address.map(SelfCheck::answer).orElse("");
    }

    private static String answer(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            connection.setRequestProperty("User-Agent", "resend-full-mcp self-check");
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try {
                int status = connection.getResponseCode();
                return status == HttpURLConnection.HTTP_OK ? "" : address + " answers with HTTP status " + status;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return address + " does not answer (" + e.getMessage() + ")";
        }
    }
}
