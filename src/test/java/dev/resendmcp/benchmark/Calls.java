package dev.resendmcp.benchmark;

import dev.resendmcp.benchmark.Setup.Running;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** The calls that are measured, as each server takes them. */
final class Calls {
    private static final String ID = "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794";
    private static final String READ = WireCall.tool("get_email", "{'email_id':'" + ID + "'}");
    private static final String SEND = WireCall.tool(
            "send_email",
            "{'from':'Acme <onboarding@resend.dev>','to':['delivered@resend.dev'],'subject':'Order " + WireCall.NUMBER
                    + "','html':'<p>Thank you for your order.</p>','text':'Thank you for your order.'}");
    private static final String OFFICIAL_READ = WireCall.tool("get-email", "{'id':'" + ID + "'}");
    private static final String OFFICIAL_SEND = SEND.replace("send_email", "send-email");

    private Calls() {}

    /** What the bare proxy forwards: the same bytes that the service gets. */
    static List<Target> proxy(Running service) {
        return List.of(
                new Target("proxy, read", service.process(), service.proxyPort(), List.of(read())),
                new Target("proxy, send", service.process(), service.proxyPort(), List.of(send())));
    }

    /** A read in an older revision. */
    static WireCall read(String... headers) {
        return WireCall.legacy("tools/call", READ, headers);
    }

    /** A send in an older revision. */
    static WireCall send(String... headers) {
        return WireCall.legacy("tools/call", SEND, headers);
    }

    /** Calls of the service in both eras. */
    static List<Target> service(Running service) {
        return List.of(
                target("read", service, read()),
                target("read, 2026-07-28", service, WireCall.modern("tools/call", READ)),
                target("send", service, send()),
                target("send, 2026-07-28", service, WireCall.modern("tools/call", SEND)),
                target("list", service, WireCall.legacy("tools/list", "{}")),
                target("list, 2026-07-28", service, WireCall.modern("tools/list", "{}")));
    }

    /** The same of the official server, which has sessions in the older revisions. */
    static List<Target> official(Running server) throws IOException, InterruptedException {
        String key = "Authorization: Bearer re_benchmark";
        String session = "Mcp-Session-Id: " + session(server.port());
        return List.of(
                target("official, read", server, WireCall.legacy("tools/call", OFFICIAL_READ, key, session)),
                target("official, read, 2026-07-28", server, WireCall.modern("tools/call", OFFICIAL_READ, key)),
                target("official, send", server, WireCall.legacy("tools/call", OFFICIAL_SEND, key, session)),
                target("official, send, 2026-07-28", server, WireCall.modern("tools/call", OFFICIAL_SEND, key)),
                target("official, list", server, WireCall.legacy("tools/list", "{}", key, session)),
                target("official, list, 2026-07-28", server, WireCall.modern("tools/list", "{}", key)));
    }

    private static Target target(String name, Running server, WireCall call) {
        return new Target(name, server.process(), server.port(), List.of(call));
    }

    private static String session(int port) throws IOException, InterruptedException {
        String hello = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"benchmark\",\"version\":\"1\"}}}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer re_benchmark")
                .POST(BodyPublishers.ofString(hello))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
    }
}
