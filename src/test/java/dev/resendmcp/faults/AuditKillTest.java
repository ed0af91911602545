package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.audit.AuditVerifier;
import dev.resendmcp.audit.AuditVerifier.Report;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.ApplicationProcess.Ended;
import dev.resendmcp.testing.McpCalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is killed in the middle of its work leaves an audit log that can be verified. */
@Tag("slow")
class AuditKillTest {
    private static final int SENDS = 40;

    @TempDir
    private Path directory;

    @Test
    void killedServiceLeavesAChainThatCanBeVerifiedAndContinued() throws Exception {
        Path audit = directory.resolve("state/audit");
        try (ResendSimulator resend = new ResendSimulator(1_000).start()) {
            for (int round = 0; round < 3; round++) {
                kill(resend, round);
                Report report = new AuditVerifier(audit, null).verify();
                assertThat(report.fault()).as("round %d", round).isEmpty();
            }
            long sent = resend.requests().stream()
                    .filter(request -> request.method().equals("POST"))
                    .count();
            assertThat(intents(audit)).as("every request has an intent").isGreaterThanOrEqualTo(sent);
        }
        Ended ended = verify();
        assertThat(ended.code()).as("%s", ended.err()).isZero();
        assertThat(directory.resolve("out")).content().contains("good lines in 1 files");
    }

    @Test
    void verifyCommandNamesTheLineThatWasChanged() throws Exception {
        Path audit = directory.resolve("state/audit");
        try (ResendSimulator resend = new ResendSimulator(1_000).start()) {
            kill(resend, 0);
        }
        Path file = audit.resolve("audit-000001.jsonl");
        List<String> lines = Files.readAllLines(file);
        lines.set(4, lines.get(4).replace("send_email", "send_emails"));
        Files.write(file, lines);
        Ended ended = verify();
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).containsExactly("The audit log is not as it was written.");
        assertThat(directory.resolve("out"))
                .content()
                .contains("FAULT from here on: audit-000001.jsonl, line 5 (seq 5)");
    }

    private Ended verify() throws Exception {
        return ApplicationProcess.run(directory, new String[] {"STATE_DIR=state"}, "audit", "verify");
    }

    /** Sends mails from many threads, and kills the service once some are sent. */
    private void kill(ResendSimulator resend, int round) {
        int before = resend.requests().size();
        try (ServiceProcess service = ServiceProcess.start(resend.baseUri(), directory, Map.of("RATE_LIMIT", "200"))) {
            McpCalls mcp = service.mcp();
            // Most of them end with the process.
            List<CompletableFuture<?>> unfinished = IntStream.range(0, SENDS)
                    .<CompletableFuture<?>>mapToObj(i -> mcp.callLater("send_email", mail(round * SENDS + i)))
                    .toList();
            assertThat(unfinished).hasSize(SENDS);
            Awaitility.await().until(() -> resend.requests().size() > before + SENDS / 4);
        }
    }

    private static ObjectNode mail(int number) {
        JsonNode mail = McpCalls.json(
                "{'from': 'a@sandbox.resend.dev', 'to': 'delivered@resend.dev', 'subject': 's', 'text': 't'}");
        return ((ObjectNode) mail).put("subject", "Number " + number);
    }

    private static long intents(Path audit) throws Exception {
        try (Stream<String> lines = Files.lines(audit.resolve("audit-000001.jsonl"))) {
            return lines.filter(line -> line.contains("\"event\":\"intent\"")).count();
        }
    }
}
