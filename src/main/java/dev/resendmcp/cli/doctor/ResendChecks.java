package dev.resendmcp.cli.doctor;

import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.cli.report.Status;
import dev.resendmcp.client.failure.RootCause;
import dev.resendmcp.client.probe.CertificateView;
import dev.resendmcp.client.probe.ProxyRefusalException;
import dev.resendmcp.client.probe.ResendProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The path to Resend, one step after the other; when one fails, the later ones are skipped. */
final class ResendChecks {
    private final ResendProbe probe;
    private final Optional<AnswerChecks> answers;
    private final CertificateChecks certificates;

    /** @param answers judges an answer; empty without a key to ask with */
    ResendChecks(ResendProbe probe, Optional<AnswerChecks> answers, Clock clock) {
        this.probe = probe;
        this.answers = answers;
        this.certificates = new CertificateChecks(clock, probe.resend().getHostString());
    }

    List<Finding> run(BoundedStep bounded) {
        Map<String, BoundedStep.Step> steps = new LinkedHashMap<>();
        steps.put("dns", this::dns);
        steps.put("connection", this::connection);
        steps.put("proxy", this::proxy);
        steps.put("tls", this::tls);
        steps.put("resend", this::resend);
        List<Finding> findings = new ArrayList<>();
        String failed = null;
        for (Map.Entry<String, BoundedStep.Step> step : steps.entrySet()) {
            if (failed != null) {
                findings.add(Finding.skipped(step.getKey(), "Not checked, because " + failed + " failed."));
                continue;
            }
            List<Finding> found = bounded.run(step.getKey(), step.getValue());
            findings.addAll(found);
            failed = found.stream().anyMatch(finding -> finding.status() == Status.FAILED) ? step.getKey() : null;
        }
        return findings;
    }

    private List<Finding> resend() {
        return answers.map(checks -> checks.of(probe))
                .orElseGet(() -> List.of(Finding.skipped(
                        "resend", "Not asked, because AUTH_TYPE is resend-key: each caller sends its own key.")));
    }

    private InetSocketAddress peer() {
        return probe.proxy().orElseGet(probe::resend);
    }

    private String setting() {
        return probe.proxy().isPresent() ? "HTTPS_PROXY" : "RESEND_API_BASE_URL";
    }

    private List<Finding> dns() {
        String host = peer().getHostString();
        try {
            String addresses =
                    probe.resolve().stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
            return List.of(Finding.ok("dns", host + " is " + addresses + "."));
        } catch (UnknownHostException e) {
            return List.of(Finding.failed(
                    "dns",
                    host + " cannot be resolved: check the name (" + setting()
                            + ") and the name server of this machine."));
        }
    }

    private List<Finding> connection() throws IOException {
        String failure = "";
        for (InetAddress address : probe.resolve()) {
            long begin = System.nanoTime();
            try {
                probe.connect(address);
                return List.of(Finding.ok(
                        "connection",
                        "Port " + peer().getPort() + " of " + address.getHostAddress() + " answers in "
                                + millisSince(begin) + " ms."));
            } catch (IOException e) {
                failure = RootCause.of(e).describe();
            }
        }
        return List.of(Finding.failed(
                "connection",
                "No connection to port " + peer().getPort() + " of " + peer().getHostString() + " (" + failure
                        + "): check " + setting() + ", and that the firewall lets this machine out."));
    }

    private List<Finding> proxy() throws IOException {
        if (probe.proxy().isEmpty()) {
            return List.of(Finding.ok(
                    "proxy",
                    probe.proxySkipped()
                            ? "NO_PROXY names the host of Resend, which is reached directly."
                            : "None is set; Resend is reached directly."));
        }
        String name = peer().getHostString() + ":" + peer().getPort();
        if (!probe.encrypted()) {
            return List.of(Finding.ok("proxy", name + " forwards requests to Resend."));
        }
        try {
            probe.tunnel();
            return List.of(Finding.ok("proxy", name + " opens connections to Resend."));
        } catch (ProxyRefusalException e) {
            return List.of(Finding.failed(
                    "proxy",
                    name + " refuses to connect to Resend (" + e.getMessage()
                            + "): allow the host there, or correct user and password in HTTPS_PROXY."));
        }
    }

    private List<Finding> tls() throws IOException, GeneralSecurityException, ProxyRefusalException {
        if (!probe.encrypted()) {
            return List.of(Finding.skipped("tls", "RESEND_API_BASE_URL is an http address of this machine."));
        }
        try {
            CertificateView view = probe.certificates();
            return List.of(certificates.of(view));
        } catch (IOException e) {
            return List.of(Finding.failed(
                    "tls",
                    "The encrypted connection fails (" + RootCause.of(e).describe()
                            + "): see whether a firewall or proxy on the way interferes with TLS."));
        }
    }

    private static long millisSince(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }
}
