package dev.resendmcp.cli.doctor;

import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.client.failure.RootCause;
import dev.resendmcp.client.probe.CertificateView;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Judges the certificates that Resend shows. */
final class CertificateChecks {
    private static final String CHECK = "tls";
    private static final Duration SOON = Duration.ofDays(7);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final String host;

    /** @param host that the certificate must be for */
    CertificateChecks(Clock clock, String host) {
        this.clock = clock;
        this.host = host;
    }

    Finding of(CertificateView view) {
        if (view.chain().isEmpty()) {
            return Finding.failed(
                    CHECK,
                    "The encrypted connection fails before " + host + " shows a certificate ("
                            + view.refusal()
                                    .map(e -> RootCause.of(e).describe())
                                    .orElse("no reason given")
                            + "): see whether a firewall or proxy on the way interferes with TLS.");
        }
        Optional<X509Certificate> invalid = view.invalidAt(clock.instant());
        if (invalid.isPresent()) {
            return invalid(invalid.get());
        }
        if (!view.nameMatches()) {
            return Finding.failed(
                    CHECK,
                    "The certificate is for " + String.join(", ", view.names()) + ", not for " + host
                            + ": correct RESEND_API_BASE_URL, or find out what answers there.");
        }
        if (view.refusal().isPresent()) {
            return untrusted(view, view.refusal().get());
        }
        return trusted(view);
    }

    private Finding invalid(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        return clock.instant().isAfter(end)
                ? Finding.failed(
                        CHECK,
                        "The certificate of " + subject(certificate) + " expired on " + DAY.format(end)
                                + ": renew it, or correct the clock of this machine.")
                : Finding.failed(
                        CHECK,
                        "The certificate of " + subject(certificate) + " is valid from "
                                + DAY.format(certificate.getNotBefore().toInstant())
                                + " only: correct the clock of this machine.");
    }

    private static Finding untrusted(CertificateView view, Exception refusal) {
        return Finding.failed(
                CHECK,
                "The certificate, issued by " + issuer(view) + ", is not trusted ("
                        + RootCause.of(refusal).describe()
                        + "): if your proxy inspects TLS or the authority is your own, set RESEND_CA_FILE to its"
                        + " certificate; otherwise somebody intercepts the connection.");
    }

    private Finding trusted(CertificateView view) {
        Instant end = view.validUntil();
        String facts = view.protocol().orElse("TLS") + ", certificate of "
                + subject(view.chain().get(0)) + ", issued by " + issuer(view) + ", valid until " + DAY.format(end);
        return clock.instant().plus(SOON).isAfter(end)
                ? Finding.warning(CHECK, facts + ": renew it before it expires.")
                : Finding.ok(CHECK, facts + ".");
    }

    private static String subject(X509Certificate certificate) {
        return commonName(certificate.getSubjectX500Principal().getName());
    }

    private static String issuer(CertificateView view) {
        return commonName(view.chain().get(0).getIssuerX500Principal().getName());
    }

    /** The part after {@code CN=}, or the whole name if it has none. */
    private static String commonName(String name) {
        try {
            for (Rdn part : new LdapName(name).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return part.getValue().toString();
                }
            }
        } catch (InvalidNameException e) {
            // Shown as it is.
        }
        return name;
    }
}
