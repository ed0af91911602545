package dev.resendmcp.http;

import io.dropwizard.jetty.setup.ServletEnvironment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * Assigns every request an id, which appears in its response and in every line logged for it. Keeps the {@code X-Request-Id} of
 * the request if there is exactly one and it is safe for logs and pages.
 */
public final class RequestIds extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String HEADER = "X-Request-Id";
    private static final String FIELD = "request_id";
    /** A request that was held back comes a second time. */
    private static final String ATTRIBUTE = RequestIds.class.getName();

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:=+/-]{1,128}");

    /** Adds the filter in front of all servlets of a port. */
    public static void addTo(ServletEnvironment servlets) {
        FilterRegistration.Dynamic ids = servlets.addFilter("request-ids", new RequestIds());
        ids.setAsyncSupported(true);
        ids.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String id = request.getAttribute(ATTRIBUTE) instanceof String known
                ? known
                : id(Collections.list(request.getHeaders(HEADER)));
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        MDC.put(FIELD, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(FIELD);
        }
    }

    private static String id(List<String> given) {
        return given.size() == 1 && SAFE.matcher(given.get(0)).matches() ? given.get(0) : random().toString();
    }

    /** As {@link UUID#randomUUID()}, but of random numbers that are no secret, which cost less. */
    private static UUID random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version = (random.nextLong() & ~0xf000L) | 0x4000L;
        long variant = (random.nextLong() & ~(0xc0L << 56)) | (0x80L << 56);
        return new UUID(version, variant);
    }
}
