package dev.resendmcp.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key with a certificate that it signed itself.
 *
 * @param store where both are, in the form PKCS12
 */
public record SelfSigned(Path store) {
    /** Of the store. */
    public static final String PASSWORD = "of-no-importance";

    /** Makes one for a host, in a directory. */
    public static SelfSigned of(String host, Path directory) {
        Path store = directory.resolve(host + ".p12");
        keytool(store, "-genkeypair -alias self -keyalg EC -dname CN=%s -ext san=dns:%s".formatted(host, host));
        return new SelfSigned(store);
    }

    /** Makes one that an authority signed, whose certificate is good, and that has expired ten days ago. */
    public static SelfSigned expired(String host, Path directory) {
        Path store = directory.resolve(host + "-expired.p12");
        keytool(store, "-genkeypair -alias authority -keyalg EC -dname CN=authority -ext bc:c");
        keytool(
                store,
                "-genkeypair -alias self -signer authority -keyalg EC -startdate -20d -validity 10 -dname CN=%s -ext san=dns:%s"
                        .formatted(host, host));
        keytool(store, "-delete -alias authority");
        return new SelfSigned(store);
    }

    private static void keytool(Path store, String arguments) {
        Path log = store.resolveSibling("keytool.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        try {
            Files.createDirectories(store.getParent());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What is to be trusted, in PEM form, in a file beside the store. */
    public Path pem() {
        try {
            Certificate[] chain = load().getCertificateChain("self");
            Certificate certificate = chain[chain.length - 1];
            String text = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
            return Files.writeString(
                    store.resolveSibling(store.getFileName() + ".pem"),
                    "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return keys;
        }
    }

    /** For a server that shows it. */
    public SSLContext context() {
        try {
            KeyStore keys = load();
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
