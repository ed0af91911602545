package dev.resendmcp.cli.settings;

import io.dropwizard.jetty.HttpsConnectorFactory;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** Key store and trust store of an https connector. */
final class KeyStores {
    private KeyStores() {}

    /**
     * Checks that the stores can be opened.
     *
     * @param setting path of the connector in the configuration file
     * @throws SettingException when one cannot be opened; the message names the setting
     */
    static void requireReadable(HttpsConnectorFactory connector, String setting) {
        open(
                setting + ".keyStore",
                connector.getKeyStorePath(),
                connector.getKeyStorePassword(),
                connector.getKeyStoreType());
        open(
                setting + ".trustStore",
                connector.getTrustStorePath(),
                connector.getTrustStorePassword(),
                connector.getTrustStoreType());
    }

    private static void open(String setting, String path, String password, String type) {
        // Without a path, the JVM uses its default store.
        if (path == null || path.isBlank()) {
            return;
        }
        InputStream file;
        try {
            file = new FileInputStream(path);
        } catch (IOException e) {
            throw new SettingException(setting + "Path names " + path
                    + ", which does not exist or is not readable by user " + System.getProperty("user.name") + ".");
        }
        try (file) {
            KeyStore.getInstance(type).load(file, password == null ? null : password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new SettingException(
                    path + " cannot be opened: check " + setting + "Password and " + setting + "Type.");
        }
    }
}
