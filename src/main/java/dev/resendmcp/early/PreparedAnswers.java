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
import java.util.Map;
import java.util.Optional;

/**
 * What the build recorded: the results of requests that depend on nothing but the settings, and the settings for which they
 * are right.
 */
public final class PreparedAnswers {
    /**
     * The file with the answers, at the root of the class path. Builds without it, such as that of an IDE, answer nothing early.
     */
    public static final String FILE = "prepared-answers.bin";

    private static final String LIST = "tools/list ";

    private final String configuration;
    private final PreparedTools tools;
    private final Map<String, byte[]> results;

    private PreparedAnswers(String configuration, PreparedTools tools, Map<String, byte[]> results) {
        this.configuration = configuration;
        this.tools = tools;
        this.results = results;
    }

    /** What the build put on the class path; empty if there is nothing. */
    static Optional<PreparedAnswers> load() {
        InputStream file = PreparedAnswers.class.getResourceAsStream("/".concat(FILE));
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

    /** The same with the tools that variables choose; empty when the service has to look at their values. */
    public Optional<PreparedAnswers> of(Map<String, String> environment) {
        PreparedTools chosen = tools.chosen(environment);
        return chosen == null ? Optional.empty() : Optional.of(new PreparedAnswers(configuration, chosen, results));
    }

    /** Reads what {@link #write} wrote. */
    public static PreparedAnswers read(InputStream file) throws IOException {
        DataInputStream in = new DataInputStream(file);
        String configuration = new String(bytes(in), StandardCharsets.UTF_8);
        PreparedTools tools = PreparedTools.read(in);
        int count = in.readInt();
        Map<String, byte[]> results = new HashMap<>();
        for (int i = 0; i < count; i++) {
            results.put(in.readUTF(), bytes(in));
        }
        return new PreparedAnswers(configuration, tools, results);
    }

    static byte[] bytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    /**
     * Writes the file.
     *
     * @param configuration text of the configuration file with which the results were recorded
     * @param tools of the lists among the results
     * @param results JSON by {@link #key}; lists of tools have none
     */
    public static void write(OutputStream file, String configuration, PreparedTools tools, Map<String, byte[]> results)
            throws IOException {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(buffer);
        write(out, EarlySettings.essence(configuration).getBytes(StandardCharsets.UTF_8));
        tools.write(out);
        out.writeInt(results.size());
        for (Map.Entry<String, byte[]> result : new LinkedHashMap<>(results).entrySet()) {
            out.writeUTF(result.getKey());
            write(out, result.getValue());
        }
        file.write(buffer.toByteArray());
    }

    static void write(DataOutputStream out, byte[] bytes) throws IOException {
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
        byte[] result = results.get(key);
        return result != null && key.startsWith(LIST) ? tools.into(result) : result;
    }
}
