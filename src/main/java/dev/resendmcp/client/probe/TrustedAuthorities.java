package dev.resendmcp.client.probe;

import dev.resendmcp.client.settings.CaFile;
import dev.resendmcp.client.settings.ResendSettings;
import io.dropwizard.client.ssl.TlsConfiguration;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** Finds out which authorities the settings trust. */
final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /** Trusts what the service trusts. */
    static RecordingTrustManager recorder(ResendSettings settings) throws IOException, GeneralSecurityException {
        if (settings.caFile() != null) {
            return new RecordingTrustManager(settings.caFile().trustManager(), false);
        }
        TlsConfiguration tls = settings.http().getTlsConfiguration();
        if (tls == null) {
            return new RecordingTrustManager(CaFile.trustManager(null), false);
        }
        KeyStore store = tls.getTrustStorePath() == null ? null : store(tls);
        return new RecordingTrustManager(CaFile.trustManager(store), tls.isTrustSelfSignedCertificates());
    }

    private static KeyStore store(TlsConfiguration tls) throws IOException, GeneralSecurityException {
        try (InputStream file = new FileInputStream(tls.getTrustStorePath())) {
            KeyStore store = KeyStore.getInstance(tls.getTrustStoreType());
            String password = tls.getTrustStorePassword();
            store.load(file, password == null ? null : password.toCharArray());
            return store;
        }
    }
}
