package dev.resendmcp.logging.format;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One line per event for a person at a terminal: local time, level, message, fields and root cause, masked as in the files. */
public final class TextLayout extends LayoutBase<ILoggingEvent> {
    private static final int MAX_LENGTH = 1000;
    /** Characters that move the cursor, change colors or hide text. A caller may have sent them. */
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private final DateTimeFormatter times =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private final Redaction redaction = new Redaction();

    /** Creates the layout. */
    public static final class Factory implements DiscoverableLayoutFactory<ILoggingEvent> {
        @Override
        public LayoutBase<ILoggingEvent> build(LoggerContext context, TimeZone timeZone) {
            TextLayout layout = new TextLayout();
            layout.setContext(context);
            return layout;
        }
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(event.getFormattedMessage());
        if (event.getKeyValuePairs() != null && !event.getKeyValuePairs().isEmpty()) {
            line.append(event.getKeyValuePairs().stream()
                    .map(pair -> pair.key + "=" + pair.value)
                    .collect(Collectors.joining(", ", " (", ")")));
        }
        if (event.getThrowableProxy() != null) {
            line.append(" - ").append(cause(event.getThrowableProxy()));
        }
        String text = NOT_PRINTABLE.matcher(redaction.clean(line.toString())).replaceAll(" ");
        return "%s %-5s %s%n"
                .formatted(
                        times.format(Instant.ofEpochMilli(event.getTimeStamp())),
                        event.getLevel(),
                        text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...");
    }

    private static String cause(IThrowableProxy failure) {
        IThrowableProxy root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String name = root.getClassName().substring(root.getClassName().lastIndexOf('.') + 1);
        return root.getMessage() == null ? name : name + ": " + root.getMessage();
    }
}
