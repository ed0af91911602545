package dev.resendmcp.early;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** The two streams to the client that started this process, and which of its messages were already answered. */
public interface ClientStreams {
    /** What the client sends, without the messages of {@link #takeOver}. */
    InputStream in();

    /** What the client receives. */
    OutputStream out();

    /**
     * Ends early answers. Call it once, before anything is written to {@link #out}.
     *
     * @return messages that need no answer any more, in the order of their arrival
     */
    List<byte[]> takeOver();

    /** Streams on which nobody has answered anything. */
    static ClientStreams untouched(InputStream in, OutputStream out) {
        return new ClientStreams() {
            @Override
            public InputStream in() {
                return in;
            }

            @Override
            public OutputStream out() {
                return out;
            }

            @Override
            public List<byte[]> takeOver() {
                return List.of();
            }
        };
    }
}
