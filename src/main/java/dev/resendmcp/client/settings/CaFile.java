package dev.resendmcp.client.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.client5.http.socket.PlainConnectionSocketFactory;
import org.apache.hc.client5.http.ssl.SSLConnectionSocketFactory;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.config.RegistryBuilder;

/** Certificates of authorities that are trusted in addition to those of the JDK. */
public final class CaFile {
    private final List<Certificate> certificates;

    private CaFile(Collection<? extends Certificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    /** Reads a setting, where an empty text means none: null then. */
    @JsonCreator
    static CaFile ofSetting(String path) {
        return path.isBlank() ? null : of(path);
    }

    /**
     * Reads a file of certificates in PEM form.
     *
     * @throws IllegalArgumentException when there is no such file, or it holds no certificate
     */
    public static CaFile of(String path) {
        try (InputStream in = Files.newInputStream(Path.of(path.strip()))) {
            CaFile file = new CaFile(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (file.certificates.isEmpty()) {
                throw new IllegalArgumentException("names a file without a certificate; it must hold some in PEM form");
            }
            return file;
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "names a file that cannot be read (" + e.getClass().getSimpleName() + "); check path and owner", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("names a file that is not in PEM form, with BEGIN CERTIFICATE", e);
        }
    }

    /** Trusts these and those of the JDK. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trustManager()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new TlsSettingsException(e);
        }
    }

    /** The same as sockets of the HTTP client; Dropwizard takes no other form. */
    @SuppressWarnings("deprecation")
    public Registry<ConnectionSocketFactory> sockets() {
        return RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", PlainConnectionSocketFactory.getSocketFactory())
                .register("https", new SSLConnectionSocketFactory(context()))
                .build();
    }

    /** The same as a trust manager. */
    public X509TrustManager trustManager() {
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            List<Certificate> trusted = new ArrayList<>(certificates);
            trusted.addAll(Arrays.asList(trustManager(null).getAcceptedIssuers()));
            for (Certificate certificate : trusted) {
                all.setCertificateEntry("ca-" + all.size(), certificate);
            }
            return trustManager(all);
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsSettingsException(e);
        }
    }

    /** Trusts the certificates of a store; null is the one of the JDK. */
    public static X509TrustManager trustManager(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no trust manager for X.509 certificates"));
    }
}
