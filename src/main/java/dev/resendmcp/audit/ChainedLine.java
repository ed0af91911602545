package dev.resendmcp.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of an audit file: a JSON object that begins with its number, which counts from one through all files, and ends with the
 * digest of the line and of all lines before it.
 *
 * @param seq number
 * @param body the line up to the digest
 * @param chain digest, 64 hexadecimal digits
 */
record ChainedLine(long seq, String body, String chain) {
    private static final String USE = "line";
    private static final Pattern LINE =
            Pattern.compile("(\\{\"seq\":([1-9]\\d{0,17}),.*),\"chain\":\"([0-9a-f]{64})\"}");

    /**
     * Chains a line to the one before it.
     *
     * @param fields the JSON object without number and digest, without its opening brace
     */
    static ChainedLine after(String previous, long seq, String fields, AuditKey key) {
        String body = "{\"seq\":" + seq + "," + fields;
        return new ChainedLine(seq, body, key.mac(USE, previous, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads a line without its end; empty if it has another form. */
    static Optional<ChainedLine> read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher matcher = LINE.matcher(text);
        return matcher.matches()
                ? Optional.of(new ChainedLine(Long.parseLong(matcher.group(2)), matcher.group(1), matcher.group(3)))
                : Optional.empty();
    }

    /** The last line of a file; empty if there is none, or if it has another form. */
    static Optional<ChainedLine> lastOf(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        return lines.stream()
                .reduce((first, second) -> second)
                .flatMap(line -> read(line.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Whether a line that was read follows the one with this digest. */
    boolean follows(String previous, AuditKey key) {
        return key.mac(USE, previous, body.getBytes(StandardCharsets.ISO_8859_1))
                .equals(chain);
    }

    /** The bytes to write. */
    byte[] bytes() {
        return (body + ",\"chain\":\"" + chain + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }
}
