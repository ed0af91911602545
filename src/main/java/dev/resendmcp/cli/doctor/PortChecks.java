package dev.resendmcp.cli.doctor;

import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.cli.settings.PortAvailability;
import dev.resendmcp.cli.settings.PortAvailability.Trial;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The ports of the service: free, or in use by the service itself. */
final class PortChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** What the two ports of the service answer to a probe. */
    private static final Set<String> OURS = Set.of("healthy", "unhealthy", "pong");

    private final PortAvailability ports;
    private final boolean stateInUse;

    /** @param stateInUse whether another process uses the state directory, as a running service does */
    PortChecks(PortAvailability ports, boolean stateInUse) {
        this.ports = ports;
        this.stateInUse = stateInUse;
    }

    List<Finding> run() {
        return ports.trials().stream().map(this::of).toList();
    }

    private Finding of(Trial port) {
        if (port.fault().isEmpty()) {
            return Finding.ok("ports", port.setting() + " (" + port.address() + ") is free.");
        }
        return stateInUse && isOurs(port)
                ? Finding.ok("ports", port.setting() + " (" + port.address() + ") is in use by the running service.")
                : Finding.failed("ports", port.fault().get());
    }

    /** A port with TLS is not asked, since its certificate may be for another name. */
    private static boolean isOurs(Trial port) {
        if (port.encrypted()) {
            return true;
        }
        String path = port.admin() ? "/ping" : "/health-check?type=alive";
        HttpRequest request =
                HttpRequest.newBuilder(port.uri(path)).timeout(TIMEOUT).build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newBuilder().connectTimeout(TIMEOUT).build().send(request, BodyHandlers.ofString());
            return OURS.contains(answer.body().strip());
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
