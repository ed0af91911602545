package dev.resendmcp.access.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.testing.Account;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.SeededAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every way to break a rule of a policy: calls that it forbids, each with the rule that does. */
final class DeniedCalls {
    /** The policy. */
    static final Map<String, String> SETTINGS = Map.of(
            "ALLOWED_RECIPIENTS", "example.com, resend.dev, ann@example.org",
            "DENIED_RECIPIENTS", "bob@example.com",
            "ALLOWED_FROM", "a@sandbox.resend.dev",
            "NO_BCC", "true",
            "MAX_RECIPIENTS", "120",
            "ATTACHMENT_TYPES", "pdf, txt",
            "MAX_ATTACHMENT_SIZE", "1KiB",
            "TOPIC_REQUIRED", "true");

    private static final Path TABLE = Path.of("src/test/resources/policy/denied-calls.txt");
    private static final Pattern NAME = Pattern.compile("\\$([A-Z_0-9]+)");
    private static final String SEND_STEP = "{'key':'b','type':'send_email','config':{'template':{'id':'t'},%s}}";
    private static final String TRIGGER_STEP = "{'key':'a','type':'trigger','config':{'event_name':'%s'}}";

    private final Map<String, String> values = new HashMap<>();

    /**
     * A forbidden call.
     *
     * @param rule that forbids it
     */
    record Row(String rule, String tool, String arguments) {}

    /** Fills an account with what the calls are about. */
    DeniedCalls(ResendSimulator resend) {
        define("MAIL", "'from':'a@sandbox.resend.dev','subject':'s','text':'t'");
        define("TO_X", "$MAIL,'to':'x@example.com'");
        define("LARGE", "QUJD".repeat(400));
        define("BATCH_OF_200", String.join(",", Collections.nCopies(100, "{$TO_X,'cc':'y@example.com'}")));
        define("BATCH_WITH_EVE_LAST", "{$TO_X},".repeat(99) + "{$MAIL,'to':'eve@evil.test'}");
        define("SEGMENT", SeededAccount.SEGMENT_ID);
        define("TOPIC", "'topic_id':'" + SeededAccount.TOPIC_ID + "'");
        define("INBOX", "'inbox_id':'" + SeededAccount.INBOX_ID + "'");
        define(
                "EMAIL",
                "$INBOX,'thread_id':'" + SeededAccount.INBOX_THREAD_ID + "','email_id':'" + SeededAccount.INBOX_EMAIL_ID
                        + "','text':'t'");
        define("BROADCAST", "$MAIL,'segment_id':'$SEGMENT'");
        define("AUTOMATION", SeededAccount.AUTOMATION_ID);
        defineSteps();
        create(resend);
    }

    private void defineSteps() {
        define("ARROWS", "'connections':[{'from':'a','to':'b'}]");
        define("ON_E", TRIGGER_STEP.formatted("e"));
        define("ON_CONTACT", TRIGGER_STEP.formatted("resend:contact.created"));
        define("ON_SPELLED_CONTACT", TRIGGER_STEP.formatted(" Resend:contact.updated"));
        define("SEND", SEND_STEP.formatted("'from':'a@sandbox.resend.dev',$TOPIC"));
        define("SEND_AS_EVE", SEND_STEP.formatted("'from':'eve@sandbox.resend.dev',$TOPIC"));
        define("SEND_WITHOUT_TOPIC", SEND_STEP.formatted("'from':'a@sandbox.resend.dev'"));
        define("SEND_BY_TEMPLATE", SEND_STEP.replace("'t'", "'$TEMPLATE'").formatted("$TOPIC"));
        define("JOIN", "{'key':'b','type':'add_to_segment','config':{'segment_id':'$SEGMENT'}}");
    }

    private void create(ResendSimulator resend) {
        String drafts = "/inboxes/" + SeededAccount.INBOX_ID + "/drafts";
        create(resend, "DRAFT", drafts, "'to':'eve@evil.test','text':'t'");
        create(resend, "FRIENDLY", drafts, "'to':'x@example.com','text':'t'");
        create(resend, "CONTACT", "/contacts", "'email':'eve@evil.test','segments':[{'id':'$SEGMENT'}]");
        create(resend, "KNOWN", "/contacts", "'email':'y@example.com'");
        create(resend, "DRAFTED", "/broadcasts", "$BROADCAST,$TOPIC");
        create(resend, "UNTITLED", "/broadcasts", "$BROADCAST");
        create(
                resend,
                "TEMPLATE",
                "/templates",
                "'name':'n','alias':'evil-alias','html':'h','from':'eve@sandbox.resend.dev','subject':'s'");
        Account.create(resend, "/templates/" + values.get("TEMPLATE") + "/publish", "{}");
        create(resend, "OPEN", "/automations", "'name':'n','steps':[$ON_CONTACT,$SEND_BY_TEMPLATE],$ARROWS");
    }

    private void create(ResendSimulator resend, String name, String path, String body) {
        define(name, Account.create(resend, path, "{" + filled(body) + "}"));
    }

    private void define(String name, String value) {
        values.put(name, value);
    }

    static Stream<Row> rows() {
        try {
            return Files.readAllLines(TABLE).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 3))
                    .map(cells -> new Row(cells[0], cells[1], cells[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The arguments of a call in this account. */
    JsonNode arguments(Row row) {
        return McpCalls.json("{" + filled(row.arguments()) + "}");
    }

    private String filled(String text) {
        String filled = NAME.matcher(text).replaceAll(this::value);
        return filled.equals(text) ? filled : filled(filled);
    }

    private String value(MatchResult name) {
        String value = values.get(name.group(1));
        if (value == null) {
            throw new IllegalArgumentException("nothing is called " + name.group(1));
        }
        return Matcher.quoteReplacement(value);
    }
}
