package dev.resendmcp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser of the console without a screen: keeps the session, and says where its forms come from. */
public final class ConsoleCalls {
    private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"([^\"]+)\"");
    private static final Pattern REQUEST = Pattern.compile("/console/approvals/(apr-[0-9a-f]+)\"");

    private final URI admin;
    private final HttpClient http = HttpClient.newHttpClient();
    private String cookie = "";
    private String forwardedFor = "";

    /** @param admin address of the admin port */
    public ConsoleCalls(URI admin) {
        this.admin = admin;
    }

    /** Comes from this address, as a proxy would report it. */
    public ConsoleCalls forwardedFor(String address) {
        forwardedFor = address;
        return this;
    }

    /** Logs in. */
    public HttpResponse<String> login(String token) {
        HttpResponse<String> answer = post("/console/login", "token=" + encoded(token), origin());
        answer.headers().firstValue("set-cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        return answer;
    }

    /** Reads a page. */
    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(admin.resolve(path)));
    }

    /** Approves the request that waits, of which there must be one. */
    public HttpResponse<String> approve() {
        return decide("approve", "");
    }

    /** Refuses the request that waits. */
    public HttpResponse<String> refuse(String reason) {
        return decide("refuse", reason);
    }

    /** The page of the request that waits, of which there must be one. */
    public String openOnly() {
        return get("/console/approvals/"
                        + first(REQUEST, get("/console/approvals").body()))
                .body();
    }

    private HttpResponse<String> decide(String decision, String reason) {
        String id = first(REQUEST, get("/console/approvals").body());
        String ticket = first(TICKET, get("/console/approvals/" + id).body());
        return post(
                "/console/approvals/" + id,
                "ticket=" + ticket + "&decision=" + decision + "&reason=" + encoded(reason),
                origin());
    }

    /** Sends a form with a header {@code Origin}; without one if it is empty. */
    public HttpResponse<String> post(String path, String form, String origin) {
        HttpRequest.Builder request = HttpRequest.newBuilder(admin.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        if (!origin.isEmpty()) {
            request.header("Origin", origin);
        }
        return send(request);
    }

    /** The origin of the console. */
    public String origin() {
        return "http://" + admin.getAuthority();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        if (!forwardedFor.isEmpty()) {
            request.header("X-Forwarded-For", forwardedFor);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String first(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        if (!found.find()) {
            throw new AssertionError("Not on the page: " + pattern + "\n" + page);
        }
        return found.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
