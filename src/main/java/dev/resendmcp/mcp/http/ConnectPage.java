package dev.resendmcp.mcp.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page that a person sees who opens the address of MCP in a browser. */
final class ConnectPage {
    private static final String ADDRESS = "@ADDRESS@";

    private final String template;

    ConnectPage() {
        try (InputStream file = ConnectPage.class.getResourceAsStream("/connect.html")) {
            template = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a browser opens the address; MCP clients never accept HTML. */
    static boolean isWanted(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return request.getMethod().equals("GET") && accept != null && accept.contains("text/html");
    }

    /** Writes the page. */
    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String address = request.getScheme() + "://" + request.getHeader("Host") + "/mcp";
        byte[] page = template.replace(ADDRESS, escape(address)).getBytes(StandardCharsets.UTF_8);
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
