package dev.resendmcp.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.BasicStatusManager;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusManager;
import ch.qos.logback.core.util.StatusPrinter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.logback.InstrumentedAppender;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.resendmcp.logging.format.FieldNames;
import dev.resendmcp.logging.format.LineSource;
import dev.resendmcp.logging.format.LogFormat;
import dev.resendmcp.logging.format.TextLayout;
import io.dropwizard.logging.common.AppenderFactory;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.logging.common.LoggingUtil;
import io.dropwizard.logging.common.async.AsyncLoggingEventAppenderFactory;
import io.dropwizard.logging.common.filter.ThresholdLevelFilterFactory;
import io.dropwizard.logging.common.layout.DropwizardLayoutFactory;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code logging: {type: service}}: the framework's logging, plus a switch {@code debug} that an environment variable can fill
 * in, plus the {@link LibraryLogLevels}. With {@code debug} on, this product's own loggers are at DEBUG, whatever
 * {@code loggers} sets for them; all others are unchanged.
 */
@JsonTypeName("service")
public final class ServiceLoggingFactory extends DefaultLoggingFactory {
    private static final Logger log = LoggerFactory.getLogger(ServiceLoggingFactory.class);
    private static final String OURS = "dev.resendmcp";

    private boolean debug;
    private LogFormat format = LogFormat.JSON;

    @NotNull
    private FieldNames fields = FieldNames.OWN;

    @NotNull
    private String instance = "";

    @Valid
    @NotNull
    private List<AppenderFactory<ILoggingEvent>> refusals = List.of();

    /** Whether this product's own loggers are at DEBUG. */
    @JsonProperty
    public boolean isDebug() {
        return debug;
    }

    /**
     * Turns debug output of this product on or off.
     *
     * @param value {@code true} or {@code 1}; {@code false}, {@code 0}, empty or null
     * @throws IllegalArgumentException for any other value
     */
    @JsonProperty
    public void setDebug(String value) {
        String word = value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
        debug = switch (word) {
            case "true", "1" -> true;
            case "false", "0", "" -> false;
            default -> throw new IllegalArgumentException("must be true, 1, false or 0");
        };
    }

    /** How log lines are written to standard error. */
    @JsonProperty
    public LogFormat getFormat() {
        return format;
    }

    @JsonProperty
    public void setFormat(LogFormat value) {
        format = value;
    }

    /** Which names the fields of JSON lines have. */
    @JsonProperty
    public FieldNames getFields() {
        return fields;
    }

    @JsonProperty
    public void setFields(FieldNames value) {
        fields = value;
    }

    /** Name of this instance in every line; empty for the name of the machine. */
    @JsonProperty
    public String getInstance() {
        return instance;
    }

    /** Sets the name of this instance in every line; empty or null for the name of the machine. */
    @JsonProperty
    public void setInstance(String name) {
        instance = Objects.requireNonNullElse(name, "");
    }

    /** Appenders for refused requests; when empty, these go to the same log as everything else. */
    @JsonProperty
    public List<AppenderFactory<ILoggingEvent>> getRefusals() {
        return refusals;
    }

    @JsonProperty
    public void setRefusals(List<AppenderFactory<ILoggingEvent>> appenders) {
        refusals = List.copyOf(appenders);
    }

    @Override
    public void setLevel(String level) {
        super.setLevel(LevelName.checked(level));
    }

    @Override
    public void setLoggers(Map<String, JsonNode> loggers) {
        loggers.forEach((name, logger) -> {
            JsonNode level = logger.isObject() ? logger.path("level") : logger;
            if (!level.isMissingNode()) {
                LevelName.checked(level.asText());
            }
        });
        super.setLoggers(loggers);
    }

    @Override
    public void configure(MetricRegistry metrics, String name) {
        if (debug) {
            setLoggers(loggersWithDebug());
        }
        LoggerContext context = LoggingUtil.getLoggerContext();
        if (format == LogFormat.TEXT) {
            getAppenders().forEach(this::useText);
            refusals.forEach(this::useText);
        }
        LibraryLogLevels.install();
        silenceSetUp();
        StatusManager usual = context.getStatusManager();
        SetUpFaults faults = new SetUpFaults();
        context.setStatusManager(faults);
        ResetListener origin = new ResetListener(reset -> {
            LineSource.ofThisBuild(instance).keep(reset);
            fields.keep(reset);
        });
        context.addListener(origin);
        try {
            super.configure(metrics, name);
            configureRefusals(context, metrics, name);
        } finally {
            context.removeListener(origin);
            context.setStatusManager(usual);
        }
        if (faults.any) {
            log.warn("A log file of the section logging cannot be written and is skipped: set LOG_DIR to a folder that"
                    + " this user may write to");
        }
    }

    private void configureRefusals(LoggerContext context, MetricRegistry metrics, String name) {
        ch.qos.logback.classic.Logger logger = context.getLogger(RequestLog.REFUSALS);
        logger.setAdditive(refusals.isEmpty());
        if (!refusals.isEmpty()) {
            // The framework adds one to the root logger, which these lines do not reach.
            InstrumentedAppender counter = new InstrumentedAppender(metrics);
            counter.setContext(context);
            counter.start();
            logger.addAppender(counter);
        }
        for (AppenderFactory<ILoggingEvent> factory : refusals) {
            logger.addAppender(factory.build(
                    context,
                    name,
                    new DropwizardLayoutFactory(),
                    new ThresholdLevelFilterFactory(),
                    new AsyncLoggingEventAppenderFactory()));
        }
    }

    private void useText(AppenderFactory<ILoggingEvent> appender) {
        if (appender instanceof ConsoleAppenderFactory<ILoggingEvent> console) {
            console.setLayout(new TextLayout.Factory());
            console.setThreshold(debug ? "DEBUG" : "WARN");
        }
    }

    /** Flushes queued lines before the process halts. Nothing is logged afterwards. */
    public static void finish() {
        LoggingUtil.getLoggerContext().stop();
    }

    /**
     * Resets the levels of all loggers to those of this section, which discards changes made through the admin port. Appenders
     * are unchanged.
     */
    public void applyLevels() {
        Map<String, Level> levels = new HashMap<>();
        loggersWithDebug().forEach((name, logger) -> {
            JsonNode level = logger.isObject() ? logger.path("level") : logger;
            levels.put(name, LevelName.parsed(level.isMissingNode() ? "INFO" : level.asText()));
        });
        levels.put(ch.qos.logback.classic.Logger.ROOT_LOGGER_NAME, LevelName.parsed(getLevel()));
        LoggerContext context = LoggingUtil.getLoggerContext();
        context.getLoggerList().forEach(logger -> logger.setLevel(levels.get(logger.getName())));
        levels.forEach((name, level) -> context.getLogger(name).setLevel(level));
    }

    private Map<String, JsonNode> loggersWithDebug() {
        Map<String, JsonNode> loggers = new HashMap<>(getLoggers());
        if (debug) {
            loggers.put(OURS, TextNode.valueOf("DEBUG"));
        }
        return loggers;
    }

    /** Records that something failed, and drops the details, which would be dozens of lines of plain text. */
    private static final class SetUpFaults extends BasicStatusManager {
        private boolean any;

        @Override
        public void add(Status status) {
            any |= status.getEffectiveLevel() == Status.ERROR;
        }
    }

    /** Silences Logback, which reports its setup in plain text to the standard output that it captured at class loading. */
    @SuppressWarnings("deprecation") // The only way to reach the printer that the access log uses.
    private static void silenceSetUp() {
        StatusPrinter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }
}
