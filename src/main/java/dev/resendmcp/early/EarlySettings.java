package dev.resendmcp.early;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Tells whether the settings of this process can change a prepared answer. Settings that are not known to be harmless can: so
 * a new one is safe without being listed here.
 */
final class EarlySettings {
    /** Variables that change no answer: how Resend is reached, where state and logs go, and what only HTTP uses. */
    private static final Set<String> HARMLESS = Set.of(
            "RESEND_API_KEY",
            "RESEND_API_BASE_URL",
            "RATE_LIMIT",
            "HTTPS_PROXY",
            "HTTP_PROXY",
            "NO_PROXY",
            "RESEND_CA_FILE",
            "MCP_ALLOWED_HOSTS",
            "MCP_ALLOWED_ORIGINS",
            "MCP_HOST",
            "MCP_PORT",
            "TRUSTED_PROXIES",
            "MCP_AUTH_TOKENS",
            "CONFIRMATION_KEY",
            "ADMIN_TOKENS",
            "ADMIN_ALLOWED_HOSTS",
            "ADMIN_HOST",
            "ADMIN_PORT",
            "AUDIT_DIR",
            "AUDIT_KEY",
            "AUDIT_REQUIRED",
            "STATE_TYPE",
            "STATE_DIR",
            "REDIS_URL",
            "REPLICAS",
            "LOG_DIR",
            "DEBUG",
            "INSTANCE",
            "LOG_FORMAT",
            "LOG_FIELDS");

    private EarlySettings() {}

    /**
     * Whether prepared answers are right for a process.
     *
     * @param prepared what was prepared
     * @param file path of the configuration file
     * @param environment variables of the process
     * @param properties system properties of the process
     */
    static boolean allow(
            PreparedAnswers prepared, String file, Map<String, String> environment, Properties properties) {
        for (String property : properties.stringPropertyNames()) {
            if (property.startsWith("dw.")) {
                return false;
            }
        }
        try {
            Path path = Path.of(file).toAbsolutePath();
            String text = essence(Files.readString(path));
            return text.equals(prepared.configuration())
                    && !environment.containsKey("CREDENTIALS_DIRECTORY")
                    && unset(relevant(text), environment, dotEnv(path.resolveSibling(".env")));
        } catch (IOException | RuntimeException e) {
            // The usual start says what is wrong.
            return false;
        }
    }

    private static String dotEnv(Path file) throws IOException {
        try {
            return essence(Files.readString(file));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static boolean unset(List<String> names, Map<String, String> environment, String dotEnv) {
        for (String name : names) {
            boolean chosen = PreparedTools.VARIABLES.contains(name);
            boolean set = (!chosen && environment.containsKey(name)) || environment.containsKey(name.concat("_FILE"));
            if (set || dotEnv.contains(name)) {
                return false;
            }
        }
        return true;
    }

    /** Variables of the configuration file that are not known to be harmless. */
    private static List<String> relevant(String text) {
        List<String> names = new ArrayList<>();
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 2)) {
            int end = at + 2;
            while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
                end++;
            }
            String name = text.substring(at + 2, end);
            if (!HARMLESS.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** A configuration file without comments of their own lines, blank lines and spaces at the ends of lines. */
    static String essence(String configuration) {
        StringBuilder essence = new StringBuilder(configuration.length());
        int begin = 0;
        while (begin < configuration.length()) {
            int end = configuration.indexOf('\n', begin);
            end = end < 0 ? configuration.length() : end;
            String line = configuration.substring(begin, end).stripTrailing();
            if (!line.isEmpty() && !line.stripLeading().startsWith("#")) {
                essence.append(line).append('\n');
            }
            begin = end + 1;
        }
        return essence.toString();
    }
}
