package dev.resendmcp.logging;

import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.recovery.RecoveryListener;
import ch.qos.logback.core.recovery.ResilientOutputStreamBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Writes formatted lines with an appender, several in one write, and counts those that it cannot write. After a failure a file
 * appender drops everything until it tries the file again, at growing intervals of up to five and a half minutes. Runs on the one
 * thread that writes to the appender.
 */
final class LineWriter implements RecoveryListener {
    private static final int MOST_BYTES = 65_536;

    private final OutputStreamAppender<byte[]> appender;
    private final LostLines lost;
    private ResilientOutputStreamBase watched;
    private boolean failing;
    private int writing;

    private LineWriter(OutputStreamAppender<byte[]> appender, LostLines lost) {
        this.appender = appender;
        this.lost = lost;
    }

    /** What is left of an encoder for lines that are formatted. */
    private static final class Formatted extends EncoderBase<byte[]> {
        @Override
        public byte[] headerBytes() {
            return null;
        }

        @Override
        public byte[] encode(byte[] lines) {
            return lines;
        }

        @Override
        public byte[] footerBytes() {
            return null;
        }
    }

    /** Writes with an appender, which gets no more events: it has no filters and no encoder of its own any more. */
    @SuppressWarnings("unchecked") // Only filters and the encoder look at events.
    static LineWriter of(OutputStreamAppender<?> appender, LostLines lost) {
        OutputStreamAppender<byte[]> ours = (OutputStreamAppender<byte[]>) appender;
        ours.clearAllFilters();
        ours.setEncoder(new Formatted());
        return new LineWriter(ours, lost);
    }

    /** Writes all lines. */
    void write(List<byte[]> lines) {
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            together.writeBytes(line);
            writing++;
            if (together.size() >= MOST_BYTES) {
                write(together);
            }
        }
        if (writing > 0) {
            write(together);
        }
    }

    private void write(ByteArrayOutputStream together) {
        // Each rotation opens a new stream.
        if (appender.getOutputStream() != watched
                && appender.getOutputStream() instanceof ResilientOutputStreamBase now) {
            watched = now;
            failing = false;
            now.addRecoveryListener(this);
        }
        if (failing) {
            lost.lostOnDisk(writing);
        }
        appender.doAppend(together.toByteArray());
        together.reset();
        writing = 0;
    }

    /** Counts the current lines, which are lost. {@link #write} counts later ones. */
    @Override
    public void newFailure(IOException failure) {
        if (!failing) {
            failing = true;
            lost.lostOnDisk(writing);
        }
    }

    @Override
    public void recoveryOccured() {
        failing = false;
    }

    void stop() {
        appender.stop();
    }
}
