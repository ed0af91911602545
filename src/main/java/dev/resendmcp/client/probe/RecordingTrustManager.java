package dev.resendmcp.client.probe;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509TrustManager;

/** Decides as another trust manager does, and keeps what the server has shown. For one handshake. */
final class RecordingTrustManager implements X509TrustManager {
    private final X509TrustManager decides;
    private final boolean selfSigned;
    private List<X509Certificate> chain = List.of();

    /** @param selfSigned whether a certificate that signed itself is accepted from any server */
    RecordingTrustManager(X509TrustManager decides, boolean selfSigned) {
        this.decides = decides;
        this.selfSigned = selfSigned;
    }

    List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type) throws CertificateException {
        chain = List.of(shown);
        if (!selfSigned || shown.length > 1) {
            decides.checkServerTrusted(shown, type);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type) throws CertificateException {
        decides.checkClientTrusted(shown, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return decides.getAcceptedIssuers();
    }
}
