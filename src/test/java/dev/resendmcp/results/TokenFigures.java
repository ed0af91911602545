package dev.resendmcp.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Prints what tools and answers cost a model, for this service and, where it is installed, for the official server. Run by
 * {@code .ci/tokens}.
 */
public final class TokenFigures {
    private static final String GET = "{'email_id':'" + ResultsFixture.ID + "'}";
    private static final String FIFTY = "{'limit':50,'fields':'id,to,subject,last_event'}";

    private final PrintStream out;
    private final ScriptedUpstream resend;

    private TokenFigures(PrintStream out, ScriptedUpstream resend) {
        this.out = out;
        this.resend = resend;
    }

    /** Arguments: Node.js, the script of the official server, and a file for its errors; none without it. */
    public static void main(String[] args) throws IOException {
        try (ScriptedUpstream resend = new ScriptedUpstream(Reply.of(200, "{}"))) {
            TokenFigures figures = new TokenFigures(System.out, resend);
            figures.service();
            if (args.length == 3 && new File(args[1]).isFile()) {
                figures.official(args[0], args[1], new File(args[2]));
            } else {
                System.out.println("SKIPPED: the official server, which is not installed");
            }
        }
    }

    private void service() {
        try (RunningService service = RunningService.inFrontOf(resend.uri(), "re_tokenfigures")) {
            McpCalls mcp = service.mcp();
            list("resend-full-mcp", mcp.ask("tools/list").path("tools"), UnaryOperator.identity());
            row("50 rows, four fields", tokens(mcp, ResultsFixture.rows(50), "list_emails", FIFTY));
            row("50 rows, all fields", tokens(mcp, ResultsFixture.rows(50), "list_emails", "{'limit':50}"));
            row("mail of 100 KB of HTML", tokens(mcp, mail(100_000), "get_email", GET));
            row("mail of 400 KB of HTML", tokens(mcp, mail(400_000), "get_email", GET));
        }
    }

    private void official(String node, String script, File errors) throws IOException {
        try (OfficialServer server = new OfficialServer(node, script, resend.uri(), errors)) {
            list("official resend-mcp", server.tools(), OfficialServer::names);
            resend.script(Reply.of(200, ResultsFixture.rows(50).toString()));
            row("50 rows", server.tokens("list-emails", "{'limit':50}"));
            for (int size : new int[] {100_000, 400_000}) {
                resend.script(Reply.of(200, mail(size).toString()));
                row(
                        "mail of " + size / 1_000 + " KB of HTML",
                        server.tokens("get-email", "{'id':'" + ResultsFixture.ID + "'}"));
            }
        }
    }

    private void list(String server, JsonNode tools, UnaryOperator<Set<String>> names) {
        ToolListFigures figures = ToolListFigures.of(tools, names);
        out.println(server + ", " + tools.size() + " tools");
        row("tokens of all tools", figures.tokens());
        share("arguments described", figures.described());
        share("recall@1 of " + figures.requests() + " requests", figures.recall1());
        share("recall@3", figures.recall3());
        share("recall@5", figures.recall5());
    }

    private int tokens(McpCalls mcp, JsonNode answer, String tool, String arguments) {
        resend.script(Reply.of(200, answer.toString()));
        return ResultsFixture.tokens(mcp.result(tool, McpCalls.json(arguments)));
    }

    private static ObjectNode mail(int size) {
        return ResultsFixture.mail().putNull("text").put("html", ResultsFixture.newsletter(size));
    }

    private void row(String name, int tokens) {
        out.printf(Locale.ROOT, "  %-32s %,9d%n", name, tokens);
    }

    private void share(String name, double share) {
        out.printf(Locale.ROOT, "  %-32s %9.3f%n", name, share);
    }
}
