package dev.resendmcp.mcp.stdio;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines of bounded length. What is over the bound is dropped, so that the line is no longer valid JSON. */
final class LineReader {
    private final InputStream in;
    private final long longest;

    LineReader(InputStream in, long longest) {
        this.in = new BufferedInputStream(in, 65_536);
        this.longest = longest;
    }

    /** The next line that is not blank, without its end; empty at the end of the input. */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean blank = true;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n' && !blank) {
                return Optional.of(line.toByteArray());
            } else if (next == '\n') {
                line.reset();
            } else if (line.size() < longest) {
                blank &= Character.isWhitespace(next);
                line.write(next);
            }
        }
        return blank ? Optional.empty() : Optional.of(line.toByteArray());
    }
}
