package dev.resendmcp.early;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the build recorded: the results of requests that depend on nothing but the settings, and the settings for which they
 * are right.
 */
public final class PreparedAnswers {
    /** Values of {@code TOOLSETS} whose answers are prepared, beside those without it. */
    public static final List<String> TOOLSETS =
            List.of("core", "sending", "marketing", "inbound", "admin", "read-only");

    private final String configuration;
    private final Map<String, byte[]> results;

    private PreparedAnswers(String configuration, Map<String, byte[]> results) {
        this.configuration = configuration;
        this.results = results;
    }

    /**
     * Name of the file with the answers for a value of {@code TOOLSETS}, at the root of the class path. Builds without these files,
     * such as that of an IDE, answer nothing early.
     *
     * @param toolset one of {@link #TOOLSETS}, or empty when it is not set
     */
    public static String file(String toolset) {
        return toolset.isEmpty()
                ? "prepared-answers.bin"
                : "prepared-answers-".concat(toolset).concat(".bin");
    }

    /** What the build put on the class path for a value of {@code TOOLSETS}; empty if there is nothing. */
    static Optional<PreparedAnswers> load(String toolset) {
        InputStream file = PreparedAnswers.class.getResourceAsStream("/".concat(file(toolset)));
        if (file == null) {
            return Optional.empty();
        }
        try (InputStream closing = file) {
            return Optional.of(read(closing));
        } catch (IOException e) {
            // The service starts as usual and says what is wrong with its jar.
            return Optional.empty();
        }
    }

    /** Reads what {@link #write} wrote. */
    public static PreparedAnswers read(InputStream file) throws IOException {
        DataInputStream in = new DataInputStream(file);
        String configuration = new String(bytes(in), StandardCharsets.UTF_8);
        int count = in.readInt();
        Map<String, byte[]> results = new HashMap<>();
        for (int i = 0; i < count; i++) {
            results.put(in.readUTF(), bytes(in));
        }
        return new PreparedAnswers(configuration, results);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    /**
     * Writes the file.
     *
     * @param configuration text of the configuration file with which the results were recorded
     * @param results JSON by {@link #key}
     */
    public static void write(OutputStream file, String configuration, Map<String, byte[]> results) throws IOException {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(buffer);
        write(out, EarlySettings.essence(configuration).getBytes(StandardCharsets.UTF_8));
        out.writeInt(results.size());
        for (Map.Entry<String, byte[]> result : new LinkedHashMap<>(results).entrySet()) {
            out.writeUTF(result.getKey());
            write(out, result.getValue());
        }
        file.write(buffer.toByteArray());
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Under which name a result is kept.
     *
     * @param method of the request
     * @param version revision that the request names; empty when it names none
     */
    public static String key(String method, String version) {
        return method.concat(" ").concat(version);
    }

    /** What matters in the configuration file with which the results were recorded. */
    String configuration() {
        return configuration;
    }

    /** The result of a request; null when there is none. */
    public byte[] result(String key) {
        return results.get(key);
    }
}
