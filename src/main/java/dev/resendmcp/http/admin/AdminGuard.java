package dev.resendmcp.http.admin;

import com.google.common.net.InetAddresses;
import com.google.common.primitives.Ints;
import dev.resendmcp.http.Authority;
import dev.resendmcp.http.RefusalLog;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Filters all requests on the admin port. Accepts only requests for allowed hosts, none from pages of other origins, and
 * requires an operator's token where needed. Logs what operators do, with their names.
 */
public final class AdminGuard extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(AdminGuard.class);
    private static final String BEARER = "bearer ";
    private static final Set<AdminPage> PROFILES = EnumSet.of(AdminPage.PROFILE, AdminPage.CONTENTION);
    private static final int MAX_PROFILE_SECONDS = 60;

    private final transient Supplier<AdminSettings> settings;
    private final transient RefusalLog refusals;
    private final transient Consumer<String> counter;

    /**
     * @param settings read for each request
     * @param counter counts refusals by reason
     */
    public AdminGuard(Supplier<AdminSettings> settings, RefusalLog refusals, Consumer<String> counter) {
        this.settings = settings;
        this.refusals = refusals;
        this.counter = counter;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // The path that the server dispatches: decoded, without dot segments and parameters.
        String path = request.getServletPath()
                + Optional.ofNullable(request.getPathInfo()).orElse("");
        Optional<AdminPage> page = AdminPage.at(path).filter(known -> known.offered(settings.get()));
        if (!hostAllowed(request)) {
            counter.accept("host");
            refusals.refusedName(request, "host", "Host", "ADMIN_ALLOWED_HOSTS");
            answer(response, 403, "Host is not allowed; the operator lists allowed hosts in ADMIN_ALLOWED_HOSTS");
        } else if (!originAllowed(request)) {
            counter.accept("origin");
            refusals.refusedName(request, "origin", "Origin", "(none: pages of other origins are never served)");
            answer(response, 403, "Pages of other origins may not use the admin port");
        } else if (page.isEmpty()) {
            refusals.refused(request, "path");
            answer(response, 404, "The admin port has no such page; / lists all pages");
        } else if (page.get().needsToken(settings.get())) {
            withToken(page.get(), request, response, chain);
        } else {
            serve(page.get(), request, response, chain);
        }
    }

    private void withToken(AdminPage page, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!settings.get().tokens().configured()) {
            refusals.refused(request, "no_operators");
            answer(response, 403, page.path() + " is off: it needs an operator's token; set ADMIN_TOKENS");
            return;
        }
        Optional<String> token = token(request);
        Optional<String> operator =
                token.flatMap(value -> settings.get().tokens().operator(value));
        if (operator.isEmpty()) {
            String reason = token.isPresent() ? "invalid_token" : "missing_token";
            counter.accept(reason);
            refusals.refused(request, reason);
            response.setHeader("WWW-Authenticate", "Bearer realm=\"resend-full-mcp admin port\"");
            answer(response, 401, "This page needs the bearer token of an operator, an entry of ADMIN_TOKENS");
            return;
        }
        if (page.acts()) {
            log.atInfo()
                    .addKeyValue("operator", operator.get())
                    .addKeyValue("page", page.path())
                    .addKeyValue("parameters", parameters(request))
                    .log("An operator uses the admin port");
        }
        serve(page, request, response, chain);
    }

    private void serve(AdminPage page, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (page == AdminPage.INDEX) {
            answer(response, 200, index());
        } else if (PROFILES.contains(page) && tooLong(request)) {
            answer(response, 400, "duration must be 1 to " + MAX_PROFILE_SECONDS + " seconds");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean tooLong(HttpServletRequest request) {
        String duration = request.getParameter("duration");
        Integer seconds = duration == null ? Integer.valueOf(10) : Ints.tryParse(duration);
        return seconds == null || seconds < 1 || seconds > MAX_PROFILE_SECONDS;
    }

    /**
     * Compares names as on the MCP port. Also accepts the address that the request arrived at, because a page cannot rebind it.
     */
    private boolean hostAllowed(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host != null
                && (settings.get().allowedHosts().allows(host) || isLocalAddress(host, request.getLocalAddr()));
    }

    private static boolean isLocalAddress(String host, String local) {
        String address = local == null ? "" : local.replaceAll("[\\[\\]]", "");
        return InetAddresses.isInetAddress(address)
                && Authority.parse(host)
                        .filter(given ->
                                given.host().equals(InetAddresses.toUriString(InetAddresses.forString(address))))
                        .isPresent();
    }

    private static boolean originAllowed(HttpServletRequest request) {
        String own = "://" + request.getHeader("Host");
        return Collections.list(request.getHeaders("Origin")).stream()
                .allMatch(origin -> origin.equalsIgnoreCase("http" + own) || origin.equalsIgnoreCase("https" + own));
    }

    private static Optional<String> token(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders("Authorization"));
        return given.size() == 1 && given.get(0).toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? Optional.of(given.get(0).substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /** The parameters of tasks. Others are not logged, not even their names. */
    private static String parameters(HttpServletRequest request) {
        return Stream.of("logger", "level", "duration", "runs")
                .filter(name -> request.getParameter(name) != null)
                .map(name -> name + "="
                        + Arrays.stream(request.getParameterValues(name))
                                .map(RefusalLog::safe)
                                .collect(Collectors.joining(",")))
                .collect(Collectors.joining(" "));
    }

    private String index() {
        return Arrays.stream(AdminPage.values())
                .filter(page -> page.offered(settings.get()))
                .filter(page -> !page.needsToken(settings.get())
                        || settings.get().tokens().configured())
                .map(page -> String.format(Locale.ROOT, "%-18s %s", page.path(), page.description()))
                .collect(Collectors.joining("\n"));
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().println(text);
    }
}
