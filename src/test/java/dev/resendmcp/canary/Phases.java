package dev.resendmcp.canary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls.Message;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All kinds of traffic: what works, what is wrong, what is refused, what Resend fails at, and what is no call. */
final class Phases {
    private static final int THREADS = 8;
    private static final int OVERSIZED = 2 << 20;

    private final EchoingResend resend;
    private final Traffic traffic;

    Phases(EchoingResend resend, Traffic traffic) {
        this.resend = resend;
        this.traffic = traffic;
    }

    /** Calls of every tool that work. */
    void good() {
        for (String tool : Traffic.tools()) {
            resend.simulator().reset();
            traffic.good(MarkedService.ANN, tool);
        }
    }

    /** Everything that does not work. */
    void bad() throws Exception {
        upload();
        allAtOnce(tool -> traffic.bad(MarkedService.ANN, tool));
        allAtOnce(tool -> traffic.planted(MarkedService.BOUND.text(), tool));
        allAtOnce(tool -> traffic.planted(MarkedService.READER.text(), tool));
        otherMethods();
        noMessages();
        oversized();
        resend.fail(true);
        allAtOnce(tool -> traffic.planted(MarkedService.ANN, tool));
        allAtOnce(tool -> traffic.planted(MarkedService.ANN, tool));
        resend.fail(false);
    }

    private static void allAtOnce(Consumer<String> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = Traffic.tools().stream()
                    .<Future<?>>map(tool -> threads.submit(() -> calls.accept(tool)))
                    .toList();
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A file whose name and content are canaries, which its owner sends and another caller tries to. */
    private void upload() {
        URI files = traffic.uri().resolve("/files?name=" + personal() + ".txt");
        McpCalls http = new McpCalls(files);
        String answer = http.send(HttpRequest.newBuilder(files)
                        .header("Authorization", "Bearer " + MarkedService.ANN)
                        .POST(BodyPublishers.ofString(personal()))
                        .build())
                .body();
        String handle = McpCalls.tree(answer).path("file").asText();
        for (String token : List.of(MarkedService.BOB, MarkedService.ANN)) {
            http.send(HttpRequest.newBuilder(traffic.uri().resolve("/files/" + handle))
                    .header("Authorization", "Bearer " + token + "wrong")
                    .build());
            ObjectNode mail = mail();
            mail.putArray("attachments").addObject().put("file", handle);
            traffic.old(token, "send_email", mail);
        }
    }

    private ObjectNode mail() {
        return McpCalls.JSON
                .createObjectNode()
                .put("from", personal() + "@sandbox.resend.dev")
                .put("to", "delivered+" + personal() + "@resend.dev")
                .put("subject", personal())
                .put("text", personal());
    }

    private void otherMethods() {
        Stream.of(
                        "resources/read {'uri':'resend://emails/CNRY'}",
                        "resources/read {'uri':'resend://received-emails/CNRY@example.org'}",
                        "resources/read {'uri':'CNRY://CNRY/CNRY'}",
                        "prompts/get {'name':'CNRY','arguments':{'CNRY':'CNRY'}}",
                        "prompts/get {'name':'send_announcement','arguments':{'topic':'CNRY','CNRY':'CNRY'}}",
                        "completion/complete {'ref':{'type':'ref/resource','uri':'resend://CNRY'},"
                                + "'argument':{'name':'CNRY','value':'CNRY'}}",
                        "logging/setLevel {'level':'CNRY'}",
                        "CNRY/CNRY {'CNRY':'CNRY'}",
                        "notifications/cancelled {'requestId':'CNRY','reason':'CNRY'}",
                        "tools/call {'name':'CNRY','arguments':{'CNRY':'CNRY'}}",
                        "tools/call {'name':'send_email','arguments':'CNRY'}",
                        "tools/call {'name':'send_email','arguments':{},'_meta':{'progressToken':'CNRY','CNRY':'CNRY'}}",
                        "initialize {'protocolVersion':'CNRY','capabilities':{'CNRY':{}},'clientInfo':{}}")
                .map(text -> text.split(" ", 2))
                .forEach(parts -> method(marked(parts[0]), marked(parts[1])));
    }

    private void method(String name, String params) {
        ObjectNode message = McpCalls.JSON
                .createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", name);
        message.set("params", McpCalls.json(params));
        traffic.post(MarkedService.ANN, "", message.toString());
        traffic.modern(MarkedService.ANN, "", new Message(name, params));
    }

    /** Bodies that are no messages, and requests of strangers. */
    private void noMessages() {
        for (String body : List.of("{'CNRY':", "CNRY", "['CNRY']", "{'jsonrpc':'CNRY','method':'CNRY'}", "'CNRY'")) {
            traffic.post(MarkedService.ANN, "", marked(body).replace('\'', '"'));
        }
        traffic.post(Canaries.secret("stranger"), "", marked("{'CNRY':'CNRY'}"));
        traffic.post(MarkedService.ANN, "", "{}", "Origin", "https://" + personal() + "@example.org/" + personal());
        traffic.post(MarkedService.ANN, "", "{}", "Content-Type", personal() + "/" + personal());
        traffic.post(MarkedService.ANN, "", "{}", "Mcp-Session-Id", personal(), "X-MCP-Toolsets", personal());
        traffic.post(MarkedService.ANN, "", "{}", "MCP-Protocol-Version", personal(), "Last-Event-Id", personal());
    }

    private void oversized() {
        for (String tool : List.of("create_topic", "send_email", "create_contact_import")) {
            ObjectNode arguments = mail();
            arguments.put("text", personal().repeat(OVERSIZED / 10));
            traffic.old(MarkedService.ANN, tool, arguments);
            arguments.put("text", personal().repeat(OVERSIZED * 3));
            traffic.old(MarkedService.ANN, tool, arguments);
        }
    }

    private String marked(String text) {
        return text.replace("CNRY", personal());
    }

    private String personal() {
        return traffic.canaries().personal();
    }
}
