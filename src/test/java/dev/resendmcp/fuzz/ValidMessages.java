package dev.resendmcp.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import dev.resendmcp.testing.SeededAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Messages of both eras as a good client sends them; every tool is called with the arguments of its golden file. */
final class ValidMessages {
    private static final Path GOLDEN_FILES = Path.of("src/test/resources/tools");
    private static final String SKILL = "{'uri':'skill://resend-expert/SKILL.md'}";

    private final List<Message> calls = toolCalls();
    private final List<Message> legacy = new ArrayList<>();
    private final List<Message> modern = new ArrayList<>();

    ValidMessages() {
        both("tools/list", "{}");
        both("prompts/list", "{}");
        both("prompts/get", "{'name':'set_up_domain','arguments':{'domain':'mail.example.org'}}");
        both("resources/list", "{}");
        both("resources/templates/list", "{}");
        both("resources/read", "{'uri':'resend://domains/" + SeededAccount.DOMAIN_ID + "'}");
        both("resources/read", "{'uri':'resend://received-emails/" + SeededAccount.RECEIVED_EMAIL_ID + "'}");
        both("resources/read", "{'uri':'resend://status'}");
        both("resources/read", SKILL);
        both("resources/directory/read", "{'uri':'skill://resend-expert'}");
        both("skills/list", "{}");
        both("skills/get", SKILL);
        both(
                "completion/complete",
                "{'ref':{'type':'ref/prompt','name':'clean_list'},'argument':{'name':'segment','value':'a'}}");
        both(
                "completion/complete",
                "{'ref':{'type':'ref/resource','uri':'resend://domains/{id}'},'argument':{'name':'id','value':'5'}}");
        both("notifications/cancelled", "{'requestId':'nobody','reason':'none'}");
        legacy.add(new Message(
                "initialize",
                "{'protocolVersion':'2025-11-25','capabilities':{},'clientInfo':{'name':'t','version':'1'}}"));
        legacy.add(new Message("ping", "{}"));
        legacy.add(new Message("notifications/initialized", "{}"));
        modern.add(new Message("server/discover", "{}"));
        modern.add(new Message("subscriptions/listen", "{'notifications':{'toolsListChanged':true}}"));
    }

    /** A method with its parameters. */
    private record Message(String method, JsonNode params) {
        Message(String method, String params) {
            this(method, McpCalls.json(params));
        }
    }

    /** A message of any era; about half of them call tools. */
    ObjectNode any(String id, RandomGenerator random) {
        boolean isModern = random.nextBoolean();
        Message message =
                random.nextBoolean() ? Choice.of(calls, random) : Choice.of(isModern ? modern : legacy, random);
        ObjectNode body = McpCalls.JSON.createObjectNode().put("jsonrpc", "2.0");
        if (!message.method().startsWith("notifications/")) {
            body.put("id", id);
        }
        body.put("method", message.method());
        ObjectNode params = message.params().deepCopy();
        body.set("params", params);
        if (isModern || random.nextInt(4) == 0) {
            params.putObject("_meta").put("progressToken", id);
        }
        if (isModern) {
            ObjectNode meta = params.withObject("/_meta");
            meta.put("io.modelcontextprotocol/protocolVersion", ModernCalls.VERSION);
            meta.putObject("io.modelcontextprotocol/clientCapabilities");
        }
        return body;
    }

    private void both(String method, String params) {
        legacy.add(new Message(method, params));
        modern.add(new Message(method, params));
    }

    private static List<Message> toolCalls() {
        try (Stream<Path> files = Files.list(GOLDEN_FILES)) {
            return files.sorted().flatMap(ValidMessages::toolCalls).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Message> toolCalls(Path file) {
        try {
            JsonNode golden = McpCalls.tree(Files.readString(file));
            List<Message> found = new ArrayList<>();
            for (JsonNode call : golden.path("calls")) {
                ObjectNode params = McpCalls.JSON.createObjectNode();
                params.set("name", golden.at("/tool/name"));
                params.set("arguments", call.path("arguments"));
                found.add(new Message("tools/call", params));
            }
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
