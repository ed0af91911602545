package dev.resendmcp.cli.settings;

import dev.resendmcp.ResendMcpConfiguration;
import io.dropwizard.logging.common.AppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.logging.common.FileAppenderFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The log files that a configuration names. */
public final class LogFiles {
    private LogFiles() {}

    /** The files of the {@code logging} section, without request logs. */
    public static List<Path> of(ResendMcpConfiguration configuration) {
        return configuration.getLoggingFactory() instanceof DefaultLoggingFactory logging
                ? logging.getAppenders().stream().flatMap(LogFiles::file).toList()
                : List.of();
    }

    private static Stream<Path> file(AppenderFactory<?> appender) {
        return appender instanceof FileAppenderFactory<?> file
                ? Stream.ofNullable(file.getCurrentLogFilename()).map(Path::of)
                : Stream.of();
    }

    /** One sentence for each file that this user cannot write. The service starts anyway. */
    public static List<String> notWritable(ResendMcpConfiguration configuration) {
        return of(configuration).stream()
                .filter(file -> !PathAccess.isWritable(file))
                .map(file -> "Log file " + file + " cannot be written by user "
                        + System.getProperty("user.name")
                        + ", so nothing would be logged there: set LOG_DIR to a directory that this user may write to.")
                .toList();
    }
}
