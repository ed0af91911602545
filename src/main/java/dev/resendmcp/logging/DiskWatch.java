package dev.resendmcp.logging;

import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.recovery.RecoveryListener;
import ch.qos.logback.core.recovery.ResilientOutputStreamBase;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;

/**
 * Counts the lines that a file appender cannot write. After a failure the appender drops everything until it tries the file
 * again, at growing intervals of up to five and a half minutes. Runs on the one thread that writes the file.
 */
final class DiskWatch<E> extends Filter<E> implements RecoveryListener {
    private final OutputStreamAppender<E> appender;
    private final LostLines lost;
    private ResilientOutputStreamBase watched;
    private boolean failing;

    DiskWatch(OutputStreamAppender<E> appender, LostLines lost) {
        this.appender = appender;
        this.lost = lost;
    }

    @Override
    public FilterReply decide(E event) {
        // Each rotation opens a new stream.
        if (appender.getOutputStream() != watched
                && appender.getOutputStream() instanceof ResilientOutputStreamBase now) {
            watched = now;
            failing = false;
            now.addRecoveryListener(this);
        }
        if (failing) {
            lost.lostOnDisk();
        }
        return FilterReply.NEUTRAL;
    }

    /** Counts the current line, which is lost. {@link #decide} counts later ones. */
    @Override
    public void newFailure(IOException failure) {
        if (!failing) {
            failing = true;
            lost.lostOnDisk();
        }
    }

    @Override
    public void recoveryOccured() {
        failing = false;
    }
}
