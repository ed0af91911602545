package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Secrets and addresses that went through the service are nowhere to be seen afterwards. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class CanaryTest {
    private static final String ANN = "canary-token-of-ann-" + "a1".repeat(12);
    private static final String BOB = "canary-token-of-bob-" + "b2".repeat(12);
    private static final String AUDIT_KEY = "canary-audit-key-" + "c3".repeat(12);
    private static final String CONFIRMATION_KEY = "canary-confirmation-" + "d4".repeat(12);
    private static final String ADDRESS = "canary-%s@canary-domain.example.org";
    private static final List<String> PLACES = List.of(
            "to",
            "cc",
            "bcc",
            "reply",
            "subject",
            "text",
            "html",
            "header",
            "tag",
            "attachment",
            "contact",
            "first",
            "template",
            "broadcast",
            "key",
            "idempotency");

    @TempDir
    private Path directory;

    private final Map<String, String> seen = new LinkedHashMap<>();

    @Test
    void nothingShowsSecretsOrAddresses() throws Exception {
        try (ResendSimulator resend = new ResendSimulator(1_000).start();
                ServiceProcess service = ServiceProcess.start(resend.baseUri(), directory, settings())) {
            McpCalls ann = service.mcp().as(ANN);
            use(ann);
            service.mcp().as(BOB + "x").send("{}");
            look("metrics", service.metrics());
            look("health", get(ann, service.uri("admin", "/healthcheck")));
            look("console", get(ann, service.uri("admin", "/console")));
            jcmd(service, "VM.command_line");
            jcmd(service, "VM.system_properties");
            jcmd(service, "Thread.print");
            look("cmdline", Files.readString(Path.of("/proc/" + service.handle().pid() + "/cmdline")));
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(CanaryTest::isLog).toList()) {
                look(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(seen.keySet())
                .anyMatch(name -> name.endsWith("audit-000001.jsonl"))
                .anyMatch(name -> name.endsWith("resend-full-mcp.log"));
        assertThat(seen)
                .allSatisfy((where, text) -> assertThat(
                                canaries().filter(text::contains).toList())
                        .as(where)
                        .isEmpty());
    }

    private static Map<String, String> settings() {
        return Map.of(
                "MCP_AUTH_TOKENS",
                "ann:" + ANN + ",bob:" + BOB,
                "AUDIT_KEY",
                AUDIT_KEY,
                "CONFIRMATION_KEY",
                CONFIRMATION_KEY,
                "DEBUG",
                "true",
                "RATE_LIMIT",
                "200");
    }

    private static Stream<String> canaries() {
        Stream<String> secrets =
                Stream.of(ANN, BOB, AUDIT_KEY, CONFIRMATION_KEY, SeedData.FULL_ACCESS_KEY, ServiceProcess.OPERATOR);
        return Stream.concat(secrets, PLACES.stream().map(place -> "canary-" + place + "@"));
    }

    private static String address(String place) {
        return ADDRESS.formatted(place);
    }

    private static boolean isLog(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".log") || name.endsWith(".jsonl") || name.equals("err") || name.equals("out");
    }

    private void use(McpCalls ann) {
        ObjectNode mail = McpCalls.JSON.createObjectNode().put("from", "a@sandbox.resend.dev");
        mail.put("to", address("to")).put("cc", address("cc")).put("bcc", address("bcc"));
        mail.put("reply_to", address("reply")).put("subject", address("subject"));
        mail.put("text", address("text")).put("html", "<p>" + address("html") + "</p>");
        mail.put("idempotency_key", address("idempotency"));
        mail.putObject("headers").put("X-Note", address("header"));
        mail.putArray("attachments")
                .addObject()
                .put("filename", address("attachment"))
                .put("content", "YQ==");
        call(ann, "send_email", mail);
        call(ann, "send_email", mail.deepCopy().put("from", address("subject")).put("unknown", address("tag")));
        call(
                ann,
                "create_contact",
                McpCalls.JSON
                        .createObjectNode()
                        .put("email", address("contact"))
                        .put("first_name", address("first")));
        call(ann, "get_contact_by_email", McpCalls.JSON.createObjectNode().put("email", address("contact")));
        call(
                ann,
                "create_template",
                McpCalls.JSON
                        .createObjectNode()
                        .put("name", address("template"))
                        .put("html", address("template")));
        call(
                ann,
                "create_broadcast",
                McpCalls.JSON
                        .createObjectNode()
                        .put("name", address("broadcast"))
                        .put("segment_id", address("broadcast")));
        call(ann, "create_api_key", McpCalls.JSON.createObjectNode().put("name", address("key")));
        for (String list : List.of("list_emails", "list_contacts", "list_logs", "list_received_emails", "get_usage")) {
            call(ann, list, McpCalls.JSON.createObjectNode());
        }
    }

    /** What a tool answers is the caller's own; what it says about a failure must still hold no secret and no address. */
    private void call(McpCalls ann, String tool, ObjectNode arguments) {
        look(
                tool + " " + seen.size(),
                ann.call(tool, arguments).at("/error/message").asText());
    }

    private static String get(McpCalls client, URI uri) {
        return client.send(HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + ServiceProcess.OPERATOR)
                        .build())
                .body();
    }

    private void look(String where, String text) {
        seen.put(where, text);
    }

    private void jcmd(ServiceProcess service, String command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(service.handle().pid()),
                command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        look(command, new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
}
