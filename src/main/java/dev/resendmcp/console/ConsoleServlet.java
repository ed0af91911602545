package dev.resendmcp.console;

import dev.resendmcp.console.Pages.Page;
import dev.resendmcp.state.store.StateUnavailableException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the console. Nothing changes without a session, and without a header {@code Origin} that is this server. */
public final class ConsoleServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(ConsoleServlet.class);
    private static final String COOKIE = "resend-mcp-console";
    private static final String HOME = "/console/approvals";

    private final transient ConsoleParts parts;
    private final transient Pages pages;
    private final transient Sessions sessions;
    private final transient Decisions decisions;
    private final transient Runnable wrongTokens;

    /**
     * @param parts what the console shows
     * @param wrongTokens counts logins with a wrong token
     */
    public ConsoleServlet(ConsoleParts parts, Runnable wrongTokens) {
        this.wrongTokens = wrongTokens;
        this.parts = parts;
        this.pages = new Pages(parts);
        this.sessions = new Sessions(parts.operators());
        this.decisions = new Decisions(parts.approvals());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> path = path(request);
        if (path.equals(List.of("style.css"))) {
            style(response);
            return;
        }
        Optional<String> operator = visitor(request);
        if (operator.isEmpty()) {
            answer(response, path.equals(List.of("login")) || path.isEmpty() ? 200 : 401, pages.login(""));
        } else if (path.isEmpty() || path.equals(List.of("login"))) {
            response.sendRedirect(HOME);
        } else {
            show(path, operator.get(), request, response);
        }
    }

    private void show(List<String> path, String operator, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            Optional<Page> page = page(path, operator, request);
            answer(
                    response,
                    page.isPresent() ? 200 : 404,
                    page.orElseGet(() -> pages.render("missing", operator, Map.of())));
        } catch (StateUnavailableException e) {
            answer(response, 503, pages.render("unavailable", operator, Map.of()));
        }
    }

    private Optional<Page> page(List<String> path, String operator, HttpServletRequest request) {
        boolean outbox = path.get(0).equals("outbox") && parts.sandbox();
        boolean approval = path.get(0).equals("approvals");
        return switch (path.size()) {
            case 1 ->
                switch (path.get(0)) {
                    case "approvals" -> Optional.of(pages.waiting(operator, "", parameter(request, "caller")));
                    case "now" -> Optional.of(pages.now(operator));
                    case "calls" -> Optional.of(pages.calls(operator, filter(request)));
                    case "outbox" ->
                        Optional.of(parts.sandbox()).filter(on -> on).map(on -> pages.outbox(operator));
                    default -> Optional.empty();
                };
            case 2 ->
                approval
                        ? pages.approval(operator, path.get(1))
                        : Optional.of(outbox).filter(on -> on).flatMap(on -> pages.sent(operator, path.get(1)));
            case 3 ->
                !path.get(2).equals("mail")
                        ? Optional.empty()
                        : approval
                                ? pages.approvalMail(path.get(1), number(request))
                                : Optional.of(outbox).filter(on -> on).flatMap(on -> pages.sentMail(path.get(1)));
            default -> Optional.empty();
        };
    }

    private static Map<String, String> filter(HttpServletRequest request) {
        return Map.of(
                "caller", parameter(request, "caller"),
                "tool", parameter(request, "tool"),
                "outcome", parameter(request, "outcome"));
    }

    private static int number(HttpServletRequest request) {
        String text = parameter(request, "n");
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> path = path(request);
        // The guard of the port has compared it with Host.
        if (request.getHeader("Origin") == null) {
            answer(response, 403, pages.login("Your browser did not say which page this comes from (Origin)."));
        } else if (path.equals(List.of("login"))) {
            login(request, response);
        } else if (path.equals(List.of("logout"))) {
            cookie(request).ifPresent(sessions::logout);
            setCookie(request, response, "", 0);
            response.sendRedirect("/console");
        } else {
            Optional<String> operator = cookie(request).flatMap(sessions::operator);
            if (operator.isEmpty() || path.isEmpty()) {
                answer(response, 401, pages.login(""));
            } else if (path.size() <= 2 && path.get(0).equals("approvals")) {
                decide(path, operator.get(), request, response);
            } else {
                answer(response, 404, pages.render("missing", operator.get(), Map.of()));
            }
        }
    }

    private void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Sessions.Login login = sessions.login(parameter(request, "token").strip(), request.getRemoteAddr());
        if (login.id().isPresent()) {
            setCookie(request, response, login.id().get(), -1);
            log.atInfo()
                    .addKeyValue("operator", sessions.operator(login.id().get()).orElse(""))
                    .log("An operator logs in to the console");
            response.sendRedirect(HOME);
        } else if (login.tooMany()) {
            response.setHeader("Retry-After", "60");
            answer(response, 429, pages.login("Too many wrong tokens. Try again in a minute."));
        } else {
            wrongTokens.run();
            log.atWarn()
                    .addKeyValue("remote_address", request.getRemoteAddr())
                    .log("A login to the console with a wrong token was refused");
            answer(response, 401, pages.login("This is not the token of an operator."));
        }
    }

    private void decide(List<String> path, String operator, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            Decisions.Outcome outcome = path.size() == 2
                    ? decisions.decide(path.get(1), operator, request)
                    : decisions.refuseAll(operator, request);
            answer(response, outcome.status(), pages.waiting(operator, outcome.message(), ""));
        } catch (StateUnavailableException e) {
            answer(response, 503, pages.render("unavailable", operator, Map.of()));
        }
    }

    /** Who looks: an operator, or anybody in a sandbox without operators, who has no name and cannot decide. */
    private Optional<String> visitor(HttpServletRequest request) {
        boolean open = parts.sandbox() && !parts.operators().get().configured();
        return cookie(request).flatMap(sessions::operator).or(() -> open ? Optional.of("") : Optional.empty());
    }

    private static List<String> path(HttpServletRequest request) {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
        return Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String parameter(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }

    private static Optional<String> cookie(HttpServletRequest request) {
        Cookie[] cookies = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(Cookie::getValue)
                .findFirst();
    }

    private static void setCookie(HttpServletRequest request, HttpServletResponse response, String value, int age) {
        boolean secure = request.isSecure() || request.getHeader("Origin").startsWith("https:");
        response.setHeader(
                "Set-Cookie",
                COOKIE + "=" + value + "; Path=/console; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "")
                        + (age == 0 ? "; Max-Age=0" : ""));
    }

    private static void answer(HttpServletResponse response, int status, Page page) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html");
        headers(response, page.policy());
        response.getWriter().write(page.html());
    }

    private static void headers(HttpServletResponse response, String policy) {
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
    }

    private static void style(HttpServletResponse response) throws IOException {
        response.setContentType("text/css");
        headers(response, "default-src 'none'");
        try (InputStream style = ConsoleServlet.class.getResourceAsStream("/console/style.css")) {
            style.transferTo(response.getOutputStream());
        }
    }
}
