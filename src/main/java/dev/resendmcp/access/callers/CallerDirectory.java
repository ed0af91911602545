package dev.resendmcp.access.callers;

import dev.resendmcp.call.Caller;
import dev.resendmcp.toolsets.Granted;
import dev.resendmcp.toolsets.Toolsets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The callers of the file {@code CALLERS_FILE}. A changed file is read at once as a whole; a bad one changes nothing, and is reported
 * until it is mended. Thread-safe.
 */
public final class CallerDirectory {
    private static final Logger log = LoggerFactory.getLogger(CallerDirectory.class);
    private static final int SECONDS_BETWEEN_LOOKS = 2;

    private final Optional<CallersFile> file;
    private final Optional<Path> path;
    private final Toolsets toolsets;
    private final Clock clock;
    private volatile CallerTable table = CallerTable.EMPTY;
    private volatile Optional<String> fault = Optional.empty();
    private volatile ReloadListener listener = applied -> {};
    private String seen = "";

    /** Learns of each attempt to read a changed file. */
    @FunctionalInterface
    public interface ReloadListener {
        /**
         * The file was read.
         *
         * @param applied whether it was good and is in effect
         */
        void reloaded(boolean applied);
    }

    private CallerDirectory(Optional<Path> path, Toolsets toolsets, Clock clock) {
        this.path = path;
        this.file = path.map(given -> new CallersFile(given, toolsets));
        this.toolsets = toolsets;
        this.clock = clock;
    }

    /** A directory without callers. */
    public static CallerDirectory none() {
        return new CallerDirectory(Optional.empty(), Toolsets.ofCatalogue(), Clock.systemUTC());
    }

    /**
     * Reads a file.
     *
     * @throws CallersFileException if it cannot be used
     */
    public static CallerDirectory of(Path path, Toolsets toolsets, Clock clock) throws CallersFileException {
        CallerDirectory directory = new CallerDirectory(Optional.of(path), toolsets, clock);
        directory.seen = directory.version();
        directory.table = new CallerTable(directory.file.orElseThrow().read(), toolsets);
        return directory;
    }

    /** Reports attempts to a listener from now on. */
    public void report(ReloadListener other) {
        listener = other;
    }

    /** Whether there is a file, so that callers need a token. */
    public boolean isConfigured() {
        return file.isPresent();
    }

    /** The caller of a token, if the token is valid now. */
    public Optional<Granted> byToken(String token) {
        return table.byToken(token, clock.instant());
    }

    /** The entry of a caller, which has its policy and budgets; empty for callers who are in no file. */
    public Optional<CallerEntry> entry(Caller caller) {
        return table.entry(caller.id());
    }

    /**
     * Narrows what a credential outside the file grants to what the entry of its caller allows, if there is one.
     *
     * @return empty if the entry has ended
     */
    public Optional<Granted> narrowed(Granted granted) {
        Optional<CallerEntry> entry = entry(granted.caller());
        if (entry.isEmpty()) {
            return Optional.of(granted);
        }
        return entry.filter(found -> found.isValid(clock.instant()))
                .flatMap(found -> table.granted(found.name()))
                .map(found -> new Granted(granted.caller(), granted.view().narrowedTo(found.view())));
    }

    /** Names of the callers. */
    public Set<String> names() {
        return table.names();
    }

    /** Why the latest version of the file is not in effect; empty if it is. */
    public Optional<String> fault() {
        return fault;
    }

    /** Reads the file again, also if it seems unchanged. Returns whether it is in effect. */
    public synchronized boolean reload() {
        if (file.isEmpty()) {
            return true;
        }
        seen = version();
        try {
            table = new CallerTable(file.get().read(), toolsets);
            fault = Optional.empty();
            log.atInfo().addKeyValue("callers", table.names().size()).log("The file of callers was reloaded");
        } catch (CallersFileException e) {
            fault = Optional.of(e.getMessage());
            log.error("The file of callers was not reloaded; the previous callers stay in effect: {}", e.getMessage());
        }
        listener.reloaded(fault.isEmpty());
        return fault.isEmpty();
    }

    /** Looks every other second whether the file has changed. */
    public void watch(ScheduledExecutorService timer) {
        if (file.isPresent()) {
            Future<?> unused = timer.scheduleWithFixedDelay(
                    this::reloadIfChanged, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
        }
    }

    private synchronized void reloadIfChanged() {
        if (!version().equals(seen)) {
            reload();
        }
    }

    /** What changes when the file is written, replaced, or gets another mode. */
    private String version() {
        try {
            BasicFileAttributes now = Files.readAttributes(path.orElseThrow(), BasicFileAttributes.class);
            return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey() + " "
                    + Files.getAttribute(path.get(), "unix:ctime");
        } catch (IOException | UnsupportedOperationException e) {
            return "missing";
        }
    }
}
