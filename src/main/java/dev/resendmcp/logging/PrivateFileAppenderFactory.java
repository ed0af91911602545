package dev.resendmcp.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicy;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.helper.CompressionMode;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import io.dropwizard.logging.common.FileAppenderFactory;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Dropwizard's {@code file} appender. Only the owner can read its files and archives, whatever the umask. */
class PrivateFileAppenderFactory<E extends DeferredProcessingAware> extends FileAppenderFactory<E> {

    /** Characters that are special in archive patterns and that Logback cannot escape. */
    private static final Pattern SPECIAL = Pattern.compile("[*?+|^$%()\\[\\]{}]");

    /**
     * Sets the current log file.
     *
     * @throws IllegalArgumentException when the directory has a character that is special in archive patterns
     */
    @Override
    public void setCurrentLogFilename(String name) {
        Path directory = Path.of(name).getParent();
        if (directory != null && SPECIAL.matcher(directory.toString()).find()) {
            throw new IllegalArgumentException(
                    "must be a directory without any of * ? + | ^ $ % ( ) [ ] { } in its path");
        }
        super.setCurrentLogFilename(name);
    }

    @Override
    protected FileAppender<E> buildAppender(LoggerContext context) {
        FileAppender<E> appender = super.buildAppender(context);
        LogFileSet files = new LogFileSet(getCurrentLogFilename(), getArchivedLogFilenamePattern());
        files.prepare();
        if (appender instanceof RollingFileAppender<E> rolling) {
            rolling.setRollingPolicy(new PrivateArchives(rolling.getRollingPolicy(), files, context));
        }
        return appender;
    }

    /** A policy that also restricts the modes of the files it creates. */
    private static final class PrivateArchives extends ContextAwareBase implements RollingPolicy {
        /** Delays after which the archive exists, even if it is still incomplete. */
        private static final long[] SECONDS = {1, 10, 60};

        private final RollingPolicy usual;
        private final LogFileSet files;

        PrivateArchives(RollingPolicy usual, LogFileSet files, LoggerContext context) {
            this.usual = usual;
            this.files = files;
            setContext(context);
        }

        @Override
        public void rollover() throws RolloverFailure {
            try {
                usual.rollover();
            } finally {
                files.prepare();
                for (long seconds : SECONDS) {
                    Future<?> unused = getContext()
                            .getScheduledExecutorService()
                            .schedule(files::protect, seconds, TimeUnit.SECONDS);
                }
            }
        }

        @Override
        public String getActiveFileName() {
            return usual.getActiveFileName();
        }

        @Override
        public CompressionMode getCompressionMode() {
            return usual.getCompressionMode();
        }

        @Override
        public void setParent(FileAppender<?> appender) {
            usual.setParent(appender);
        }

        @Override
        public void start() {
            usual.start();
        }

        @Override
        public void stop() {
            usual.stop();
            files.protect();
        }

        @Override
        public boolean isStarted() {
            return usual.isStarted();
        }
    }
}
