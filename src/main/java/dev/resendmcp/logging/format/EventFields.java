package dev.resendmcp.logging.format;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.logstash.logback.stacktrace.ShortenedThrowableConverter;
import org.slf4j.event.KeyValuePair;

/** The fields of an application log line. Context and key-value names are turned into snake case. */
final class EventFields extends Fields<ILoggingEvent> {

    private static final int MAX_NAME_LENGTH = 64;
    private static final int MAX_FRAMES = 40;
    private static final int MOST_NAMES = 500;

    private final Timestamps timestamps = new Timestamps();
    private final Redaction redaction = new Redaction();
    private final ShortenedThrowableConverter exceptions = new ShortenedThrowableConverter();
    private final LineSource origin;
    private final Map<String, String> names = new ConcurrentHashMap<>();

    EventFields(LineSource origin, FieldNames fields) {
        super(fields);
        this.origin = origin;
        exceptions.setRootCauseFirst(true);
        exceptions.setMaxDepthPerThrowable(MAX_FRAMES);
        exceptions.setLineSeparator("UNIX");
        // Longer than the limit of a field, so that masking sees all of a secret that crosses the limit.
        exceptions.setMaxLength(Redaction.MAX_LENGTH + Redaction.LOOK_AHEAD);
    }

    @Override
    void start() {
        exceptions.start();
    }

    @Override
    protected void collect(ILoggingEvent event, LineRecord line) {
        line.add("timestamp", timestamps.format(event.getTimeStamp()))
                .add("level", event.getLevel())
                .add("logger", event.getLoggerName())
                .add("thread", event.getThreadName())
                .add("message", event.getFormattedMessage());
        origin.addTo(line);
        if (event.getThrowableProxy() != null) {
            line.add("exception", exceptions.convert(event).strip());
        }
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                line.add(name(String.valueOf(pair.key)), pair.value);
            }
        }
        for (Map.Entry<String, String> entry : event.getMDCPropertyMap().entrySet()) {
            line.add(name(entry.getKey()), entry.getValue());
        }
    }

    /** Remembered, since nearly all names are constants of the code. */
    private String name(String key) {
        String known = names.get(key);
        if (known == null) {
            known = translated(key);
            if (names.size() < MOST_NAMES) {
                names.put(key, known);
            }
        }
        return known;
    }

    private String translated(String key) {
        String cleaned = redaction.clean(key);
        return SnakeCaseStrategy.INSTANCE.translate(cleaned.substring(0, Math.min(cleaned.length(), MAX_NAME_LENGTH)));
    }
}
