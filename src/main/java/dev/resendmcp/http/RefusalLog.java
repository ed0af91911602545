package dev.resendmcp.http;

import dev.resendmcp.logging.RequestLog;
import dev.resendmcp.logging.Sampler;
import dev.resendmcp.logging.Sampler.Suppressed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs refused requests. The first refusal per reason and client address in a minute gets a line. The others are counted, and a
 * minute later another line reports their number. This keeps refused clients from flooding the log.
 */
public final class RefusalLog {
    private static final Logger log = LoggerFactory.getLogger(RequestLog.REFUSALS);
    /** Characters that do not occur in a host name, an address or an origin. */
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9.:/\\[\\]_*-]");

    /** User names, passwords, paths and queries are not part of a host or an origin, and may be secret. */
    private static final Pattern NO_NAME = Pattern.compile("(?<=^|://)[^/]*@|(?<![:/])[/?#](?!/).*");

    private static final String BAD_REQUEST = "bad_request";
    private static final int MAX_NAME_LENGTH = 100;

    private final Sampler<Kind> sampler = new Sampler<>();
    private final String port;

    /** @param port that refuses the requests: {@code mcp}, {@code files} (which are on the same port) or {@code admin} */
    public RefusalLog(String port) {
        this.port = port;
    }

    private record Kind(String reason, String address) {}

    /** What refuses the requests. */
    public String port() {
        return port;
    }

    /** Starts writing the counts of suppressed refusals once their minute is over. */
    public void start(ScheduledExecutorService timer) {
        Future<?> unused = timer.scheduleWithFixedDelay(this::writeCounts, 10, 10, TimeUnit.SECONDS);
    }

    /** Logs a request refused for this reason. */
    public void refused(HttpServletRequest request, String reason) {
        refused(request, reason, null, null, null);
    }

    /** Logs a request refused by the HTTP server itself, possibly because it could not be parsed. */
    public void refused(Request request) {
        String address = Request.getRemoteAddr(request);
        OptionalLong suppressed = sampler.admit(new Kind(BAD_REQUEST, address));
        if (suppressed.isEmpty()) {
            request.setAttribute(RequestLog.UNLOGGED, true);
        } else {
            line(BAD_REQUEST, address, suppressed.getAsLong()).log("Refused a request");
        }
    }

    /**
     * Logs a request refused because of the name in one of its headers.
     *
     * @param header {@code Host} or {@code Origin}
     * @param setting variable that lists the allowed names
     */
    public void refusedName(HttpServletRequest request, String reason, String header, String setting) {
        refused(request, reason, header, request.getHeader(header), setting);
    }

    private void refused(HttpServletRequest request, String reason, String header, String name, String setting) {
        OptionalLong suppressed = sampler.admit(new Kind(reason, request.getRemoteAddr()));
        if (suppressed.isEmpty()) {
            request.setAttribute(RequestLog.UNLOGGED, true);
            return;
        }
        LoggingEventBuilder line = line(reason, request.getRemoteAddr(), suppressed.getAsLong());
        if (header != null) {
            line = line.addKeyValue(header.toLowerCase(Locale.ROOT), safe(name)).addKeyValue("setting", setting);
        }
        line.log("Refused a request");
    }

    private void writeCounts() {
        for (Suppressed<Kind> more : sampler.takeUnreported()) {
            line(
                            more.kind().map(Kind::reason).orElse("various"),
                            more.kind().map(Kind::address).orElse("various"),
                            more.count())
                    .log("Refused more requests");
        }
    }

    private LoggingEventBuilder line(String reason, String address, long suppressed) {
        LoggingEventBuilder line = log.atLevel(Level.WARN)
                .addKeyValue("port", port)
                .addKeyValue("reason", reason)
                .addKeyValue("remote_address", address);
        return suppressed == 0 ? line : line.addKeyValue("suppressed", suppressed);
    }

    /** Keeps the part of a name that people read and compare. Anything else that a client sent is not repeated. */
    public static String safe(String name) {
        if (name == null) {
            return "(none)";
        }
        String plain = UNSAFE.matcher(NO_NAME.matcher(name).replaceAll("?")).replaceAll("?");
        return plain.length() <= MAX_NAME_LENGTH ? plain : plain.substring(0, MAX_NAME_LENGTH) + "...";
    }
}
