package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.callers.CallerToken;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.CallersFixture;
import dev.resendmcp.testing.EventStream;
import dev.resendmcp.testing.SeededAccount;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP to a service with a file of callers. */
@Tag("slow")
class CallersReloadTest {
    private static final String SUCCESS = "mcp_callers_reload_total{result=\"success\"}";
    private static final String FAILURE = "mcp_callers_reload_total{result=\"failure\"}";
    private static final String TOLD = "notifications/tools/list_changed";

    private final CallerToken ann = CallerToken.create();
    private final CallerToken bob = CallerToken.create();

    @TempDir
    Path directory;

    private CallersFixture callers;
    private ResendSimulator resend;
    private ServiceProcess service;

    @BeforeEach
    void start() throws IOException {
        assumeThat(ReloadTest.ignoresHangUp())
                .as("SIGHUP is ignored here, as under nohup")
                .isFalse();
        resend = new ResendSimulator(100).start();
        callers = new CallersFixture(directory);
        callers.write(CallersFixture.entry("ann", ann, "toolsets: [topics]"));
        Files.writeString(directory.resolve("key"), SeedData.FULL_ACCESS_KEY);
        service = ServiceProcess.start(
                resend.baseUri(),
                directory,
                new HashMap<>(Map.of(
                        "RESEND_API_KEY", "",
                        "RESEND_API_KEY_FILE", "key",
                        "CALLERS_FILE", callers.path().toString())));
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
        if (resend != null) {
            resend.close();
        }
    }

    @Test
    void hangUpReadsTheFileAgainEvenIfItSeemsUnchanged() {
        double before = service.metric(SUCCESS);
        service.hangUp();
        await().atMost(Duration.ofSeconds(30)).until(() -> service.metric(SUCCESS) == before + 1);
        assertThat(tools(ann)).isEqualTo(5);
    }

    @Test
    void goodFileTakesEffectAsAWhole() {
        callers.write(CallersFixture.entry("bob", bob, "toolsets: [topics]", "read_only: true"));
        service.hangUp();
        await().atMost(Duration.ofSeconds(30)).until(() -> tools(bob) == 2);
        assertThat(tools(ann)).as("removed").isZero();
    }

    @Test
    void badFileChangesNothingAndIsNamedEverywhere() throws IOException {
        Map<String, String> bad = new LinkedHashMap<>();
        String good = "callers:\n" + CallersFixture.entry("bob", bob);
        bad.put(good + CallersFixture.entry("ann", ann, "toolset: [topics]"), "line 6: callers[1].toolset is no key");
        bad.put(
                good + CallersFixture.entry("ann", ann, "toolsets: [topic]"),
                "line 6: callers[1].toolsets entry 1 is no toolset");
        bad.put(good + CallersFixture.entry("bob", ann), "callers[1].name is the same as callers[0].name");
        bad.put(good + CallersFixture.entry("ann", ann, "expires: soon"), "line 6: callers[1].expires must be a date");
        bad.put(good + "  - name: ann\n    token_hash: \"sha256:abc\"\n", "line 5: callers[1].token_hash");
        bad.put(good + "  - name: ann\n  token_hash: x\n", "is not valid YAML");
        bad.put("", "must begin with callers:");
        for (Map.Entry<String, String> file : bad.entrySet()) {
            callers.writeText(file.getKey());
            assertRefused(file.getValue());
        }
        callers.writeText(good);
        Files.setPosixFilePermissions(callers.path(), PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused("set its mode to 0600");
        Files.delete(callers.path());
        assertRefused("cannot be read");
        assertThat(service.log())
                .doesNotContain(ann.text(), bob.text(), ann.hash().text().substring(0, 30), "soon");
        callers.writeText(good);
        service.hangUp();
        await().atMost(Duration.ofSeconds(30)).until(() -> service.metric("mcp_callers_file_current") == 1);
    }

    private void assertRefused(String sentence) {
        double before = service.metric(FAILURE);
        service.hangUp();
        await().atMost(Duration.ofSeconds(30)).until(() -> service.metric(FAILURE) > before);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(service.log())
                        .contains("The file of callers was not reloaded; the previous callers stay in effect")
                        .contains(sentence));
        assertThat(service.metric("mcp_callers_file_current")).isZero();
        assertThat(tools(ann)).as(sentence).isEqualTo(5);
        assertThat(tools(bob)).as(sentence).isZero();
    }

    @Test
    void keyThatIsForSendingOnlyOrNoMoreIsToldToClientsThatListen() throws IOException {
        callers.write(CallersFixture.entry("ann", ann));
        service.hangUp();
        await().atMost(Duration.ofSeconds(30)).until(() -> tools(ann) > 100);
        try (EventStream stream = listen()) {
            replaceKey(SeededAccount.SENDING_ACCESS_KEY);
            // Resend refuses it, if no health check has found out before.
            JsonNode unused = service.mcp().as(ann.text()).ask("tools/call", "{'name':'list_domains'}");
            await().atMost(Duration.ofSeconds(60)).until(() -> stream.methods().contains(TOLD));
            assertThat(tools(ann)).isEqualTo(3);
            replaceKey(SeedData.FULL_ACCESS_KEY);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> stream.methods().stream().filter(TOLD::equals).count() == 2);
            assertThat(tools(ann)).isGreaterThan(100);
        }
    }

    private void replaceKey(String key) throws IOException {
        String counter = "config_reload_total{result=\"success\"}";
        double before = service.metric(counter);
        Files.writeString(directory.resolve("key"), key);
        service.hangUp();
        await().atMost(Duration.ofSeconds(30)).until(() -> service.metric(counter) > before);
    }

    private EventStream listen() {
        HttpRequest request = HttpRequest.newBuilder(service.uri("application", "/mcp"))
                .header("Accept", "text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .header("Authorization", "Bearer " + ann.text())
                .build();
        return new EventStream(HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofInputStream())
                .join());
    }

    /** How many tools a caller sees; none if it is not let in. */
    private int tools(CallerToken token) {
        return service.mcp().as(token.text()).ask("tools/list").path("tools").size();
    }
}
