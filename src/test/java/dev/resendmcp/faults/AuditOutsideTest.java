package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.audit.AuditVerifier;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.testing.McpCalls;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Neither callers nor a reload nor a full disk switch the audit log off or roll it away. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class AuditOutsideTest {
    private static final String MAIL =
            "{'from': 'a@sandbox.resend.dev', 'to': 'delivered@resend.dev', 'subject': 's', 'text': 't'}";

    @TempDir
    private Path directory;

    private final ResendSimulator resend = new ResendSimulator(1_000).start();
    private ServiceProcess service;

    @AfterEach
    void stop() {
        service.close();
        resend.close();
    }

    private void start(Map<String, String> settings) {
        service = ServiceProcess.start(resend.baseUri(), directory, settings);
    }

    private Path audit() {
        return directory.resolve("state/audit");
    }

    private Path file() {
        return audit().resolve("audit-000001.jsonl");
    }

    private JsonNode send(String subject) {
        return service.mcp().call("send_email", MAIL.replace("'s'", "'" + subject + "'"));
    }

    private String health() {
        return service.mcp()
                .send(HttpRequest.newBuilder(service.uri("admin", "/healthcheck"))
                        .header("Authorization", "Bearer " + ServiceProcess.OPERATOR)
                        .build())
                .body();
    }

    private long posts() {
        return resend.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    /** The process may not make any file longer than this. */
    private void limitFiles(String bytes) throws IOException, InterruptedException {
        String pid = String.valueOf(service.handle().pid());
        int code = new ProcessBuilder("prlimit", "--pid", pid, "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    @Test
    void fullDiskStopsWritesUntilThereIsRoomAgain() throws Exception {
        start(Map.of("RATE_LIMIT", "100"));
        assertThat(send("first").has("id")).isTrue();
        limitFiles(String.valueOf(Files.size(file()) + 40));
        JsonNode refused = send("second");
        assertThat(refused.at("/error/name").asText()).isEqualTo("audit_unavailable");
        assertThat(posts()).isEqualTo(1);
        assertThat(health()).contains("The audit log cannot be written");
        assertThat(service.mcp().call("list_domains", "{}").has("data")).isTrue();
        limitFiles("unlimited");
        await().until(() -> send("third").has("id"));
        assertThat(health()).doesNotContain("The audit log cannot be written");
        assertThat(new AuditVerifier(audit(), null).verify().sound()).isTrue();
    }

    @Test
    void reloadNeitherStopsNorMovesTheLog() throws Exception {
        Assumptions.assumeThat(ReloadTest.ignoresHangUp()).isFalse();
        start(Map.of("RATE_LIMIT", "100"));
        String file = Files.readString(directory.resolve("config.yml"));
        Files.writeString(
                directory.resolve("config.yml"),
                file.replace("${AUDIT_DIR:-}", "elsewhere")
                        .replace("${AUDIT_KEY:-}", "0123456789abcdef0123456789abcdef")
                        .replace("${AUDIT_REQUIRED:-true}", "false")
                        .replace("maxFileSize: 20MiB", "maxFileSize: 1KiB"));
        service.hangUp();
        await().until(() -> Files.readString(file()).contains("\"event\":\"rules\""));
        for (int i = 0; i < 10; i++) {
            assertThat(send("after " + i).has("id")).isTrue();
        }
        assertThat(directory.resolve("elsewhere")).doesNotExist();
        assertThat(audit().resolve("audit-000002.jsonl")).doesNotExist();
        assertThat(new AuditVerifier(audit(), null).verify().sound()).isTrue();
        Files.delete(file());
        assertThat(send("last").at("/error/name").asText()).isEqualTo("audit_unavailable");
    }

    @Test
    void argumentsAndNamesOfCallersDoNotMakeLongLines() throws Exception {
        start(Map.of("RATE_LIMIT", "100"));
        String large = "x".repeat(900_000);
        ObjectNode mail = (ObjectNode) McpCalls.json(MAIL);
        service.mcp().call("send_email", mail.deepCopy().put("html", large));
        service.mcp().call("send_email", mail.deepCopy().put(large.substring(0, 900), large));
        service.mcp().call("create_topic", mail.deepCopy().put("name", large));
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"NAME\",\"_meta\":"
                + "{\"io.modelcontextprotocol/clientInfo\":{\"name\":\"NAME\",\"version\":\"NAME\"}}}}";
        service.mcp().send(body.replace("NAME", "y".repeat(200_000)), "User-Agent", "z".repeat(4_000));
        try (Stream<String> lines = Files.lines(file())) {
            assertThat(lines.toList())
                    .hasSizeGreaterThan(4)
                    .allSatisfy(line -> assertThat(line.length()).isLessThan(1_000));
        }
    }
}
