package dev.resendmcp.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The whole service in front of a Resend that answers what a test says. */
final class ResultsFixture implements BeforeAllCallback, AfterAllCallback {
    static final String ID = "5a4d0b0e-0000-4000-8000-000000000101";

    private ScriptedUpstream resend;
    private RunningService service;

    @Override
    public void beforeAll(ExtensionContext context) {
        resend = new ScriptedUpstream(Reply.of(200, "{}"));
        service = RunningService.inFrontOf(resend.uri(), "re_results_test");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        service.close();
        resend.close();
    }

    RunningService service() {
        return service;
    }

    /** What the last call asked of Resend. */
    String lastRequest() {
        List<ScriptedUpstream.Asked> all = resend.requests();
        return all.get(all.size() - 1).line();
    }

    /** How many requests the last call made. */
    int requests() {
        return resend.requests().size();
    }

    /** Structured content of a call; arguments may be written with single quotes. */
    JsonNode call(JsonNode answer, String tool, String arguments) {
        return result(answer, tool, arguments).path("structuredContent");
    }

    /** The whole result of a call. */
    JsonNode result(JsonNode answer, String tool, String arguments) {
        resend.script(Reply.of(200, answer.toString()));
        return service.mcp().result(tool, McpCalls.json(arguments));
    }

    /** Tokens of a result's text, which is what a model reads. */
    static int tokens(JsonNode result) {
        return ToolListFigures.tokens(result.at("/content/0/text").asText());
    }

    /** A received email. */
    static ObjectNode mail() {
        ObjectNode mail = McpCalls.JSON
                .createObjectNode()
                .put("object", "email")
                .put("id", ID)
                .put("from", "Grace <grace@sender.test>")
                .put("subject", "Hello there")
                .put("created_at", "2026-01-06T16:45:00.000Z")
                .put("text", "Hi, how are you?")
                .put("html", "<p>Hi, <b>how</b> are <a href=\"https://a.test/x\">you</a>?</p>");
        mail.putArray("to").add("support@receiver.test");
        mail.putObject("headers").put("mime-version", "1.0");
        mail.putArray("attachments");
        return mail;
    }

    /** HTML of a newsletter, of about that many characters. */
    static String newsletter(int size) {
        StringBuilder html = new StringBuilder("<html><head><style>.a{color:red}</style></head><body><table>");
        for (int i = 0; html.length() < size; i++) {
            html.append("<tr><td style=\"padding:8px 16px;font-family:Arial,sans-serif\"><h2>Story ")
                    .append(i);
            html.append("</h2><p>The committee met again on Tuesday and found that nothing had changed since the last")
                    .append(" report, which surprised nobody.</p><a href=\"https://news.test/read?id=")
                    .append(i)
                    .append("&amp;utm_source=mail\">Read more</a></td></tr>");
        }
        return html.append("</table></body></html>").toString();
    }

    /** A list of that many rows, as list_emails returns them. */
    static ObjectNode rows(int count) {
        ObjectNode list = McpCalls.JSON.createObjectNode().put("object", "list").put("has_more", true);
        ArrayNode rows = list.putArray("data");
        for (int i = 0; i < count; i++) {
            ObjectNode row = mail().put(
                            "id", UUID.nameUUIDFromBytes(new byte[] {(byte) i}).toString());
            row.put("subject", "Your invoice " + (1000 + i)).put("last_event", "delivered");
            row.putArray("to").add("ann" + i + "@example.org");
            row.remove(List.of("text", "html", "headers", "attachments"));
            row.putNull("bcc").putNull("cc").putNull("reply_to").putNull("scheduled_at");
            rows.add(row);
        }
        return list;
    }
}
