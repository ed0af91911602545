package dev.resendmcp.client.probe;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The certificates that a server has shown, and whether the service would accept them.
 *
 * @param protocol of the encrypted connection, such as {@code TLSv1.3}; empty when the handshake failed
 * @param chain from the certificate of the server to the authority; empty when the server has shown none
 * @param nameMatches whether the first one is for the host that was asked
 * @param refusal why the certificates are not accepted; empty when they are
 */
public record CertificateView(
        Optional<String> protocol, List<X509Certificate> chain, boolean nameMatches, Optional<Exception> refusal) {

    /** The certificate of the chain that is not valid at a time; empty when all are. */
    public Optional<X509Certificate> invalidAt(Instant now) {
        return chain.stream()
                .filter(certificate -> now.isAfter(certificate.getNotAfter().toInstant())
                        || now.isBefore(certificate.getNotBefore().toInstant()))
                .findFirst();
    }

    /** The first moment at which a certificate of the chain is no longer valid. */
    public Instant validUntil() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** Names that the certificate of the server is for, or its subject if it lists none. */
    public List<String> names() {
        try {
            Collection<List<?>> names = chain.get(0).getSubjectAlternativeNames();
            return names == null
                    ? List.of(chain.get(0).getSubjectX500Principal().getName())
                    : names.stream().map(name -> String.valueOf(name.get(1))).toList();
        } catch (CertificateParsingException e) {
            return List.of("unreadable names");
        }
    }
}
