package dev.resendmcp.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicy;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.helper.CompressionMode;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.DeferredProcessingAware;
import dev.resendmcp.files.PrivateFiles;
import io.dropwizard.logging.common.FileAppenderFactory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /**
     * The files of one log: the current file and its archives. Creates missing directories with mode 0700 and files with mode 0600.
     * Reports no failures, because the appender does.
     */
    static final class LogFileSet {
        private final Optional<Path> current;
        private final Optional<Path> archives;

        /**
         * @param current the file written to now; null when the pattern gives its name
         * @param archives pattern of the archives; null when there are none
         */
        LogFileSet(String current, String archives) {
            this.current = Optional.ofNullable(current).map(Path::of).map(Path::toAbsolutePath);
            this.archives = Optional.ofNullable(archives).map(Path::of).map(Path::toAbsolutePath);
        }

        /** Creates missing directories and the current file, so that they have the right modes before the appender opens them. */
        void prepare() {
            try {
                for (Path file :
                        Stream.concat(current.stream(), archives.stream()).toList()) {
                    PrivateFiles.createDirectories(file.getParent());
                }
                if (current.isPresent()) {
                    boolean unused = PrivateFiles.createFile(current.get());
                }
            } catch (IOException e) {
                // The appender fails the same way and reports it.
            }
            protect();
        }

        /** Restricts all existing files to their owner. */
        void protect() {
            current.ifPresent(LogFileSet::restrict);
            archives.ifPresent(pattern -> {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(pattern.getParent(), matches(pattern))) {
                    files.forEach(LogFileSet::restrict);
                } catch (IOException e) {
                    // There is no such directory, or it cannot be read.
                }
            });
        }

        /** Leaves links and devices alone. */
        private static void restrict(Path file) {
            try {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    boolean unused = PrivateFiles.restrict(file);
                }
            } catch (IOException e) {
                // The file was removed in the meantime, or another user owns it.
            }
        }

        /** Matches a date or a number for each conversion word, and the extra suffix of a file that is being compressed. */
        private static DirectoryStream.Filter<Path> matches(Path pattern) {
            String name = pattern.getFileName().toString();
            String words = Stream.of(name.split("%[-.\\d]*\\w+(\\{[^}]*})?", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            Pattern archive = Pattern.compile(words + "(\\d*\\.tmp)?");
            return file -> archive.matcher(file.getFileName().toString()).matches();
        }
    }
}
