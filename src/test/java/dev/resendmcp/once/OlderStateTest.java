package dev.resendmcp.once;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.hash.Hashing;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What release 0.1.0 left in {@code STATE_DIR} is read: its entries hold Resend's answers whole. */
@Tag("slow")
class OlderStateTest {
    private static final String MAIL =
            "{'from': 'a@sandbox.resend.dev', 'to': 'delivered@resend.dev', 'subject': 's', 'text': 't'}";
    /** Of that mail, without the key. */
    private static final String PAYLOAD = "0362629b01f3842601d6c3c2c3b4d959f088aefd58f4b4bfb2944157e417ea44";
    /** Of caller, tool and payload. */
    private static final String ID = "fc01d9c30894c6a25546e9d1cd8425cf561c62155883952b3d774e97c4b8fd7c";

    private static final String ENTRY = """
            {"version":%d,"expires":%d,"key":"mcp-4f1d","payload":"%s","begun":"%s",\
            "answer":"{\\"object\\":\\"email\\",\\"id\\":\\"4ef9a417-02e9-4d39-ad75-9611e0fcc33c\\",\
            \\"to\\":[\\"delivered@resend.dev\\"],\\"score\\":1.50}"}""";

    @TempDir
    Path directory;

    @Test
    void sendThatAnOlderReleaseMadeIsNotMadeAgain() {
        try (ResendSimulator resend = new ResendSimulator(1_000).start()) {
            String account = Hashing.sha256()
                    .hashString(resend.baseUri() + " Bearer " + SeedData.FULL_ACCESS_KEY, StandardCharsets.UTF_8)
                    .toString()
                    .substring(0, 16);
            write("journal/" + account + "/" + ID, Instant.now().minusSeconds(5));
            try (RunningService service = RunningService.inFrontOf(
                    resend.baseUri(),
                    SeedData.FULL_ACCESS_KEY,
                    Map.of("STATE_DIR", directory.toString(), "DEDUPLICATION_WINDOW", "24h"))) {
                JsonNode repeat = service.mcp().call("send_email", MAIL);
                assertThat(repeat.path("id").asText()).isEqualTo("4ef9a417-02e9-4d39-ad75-9611e0fcc33c");
                assertThat(repeat.path("deduplicated").asBoolean()).isTrue();
                assertThat(resend.requests())
                        .noneMatch(request -> request.method().equals("POST"));
            }
        }
    }

    /** Writes both files as 0.1.0 did. */
    private void write(String key, Instant begun) {
        long expires = begun.plus(Duration.ofDays(1)).toEpochMilli();
        String entry = ENTRY.formatted(begun.toEpochMilli(), expires, PAYLOAD, begun);
        assertThat(McpCalls.tree(McpCalls.tree(entry).path("answer").asText()).has("id"))
                .isTrue();
        for (String name : new String[] {"state-a.mv", "state-b.mv"}) {
            try (MVStore store = MVStore.open(directory.resolve(name).toString())) {
                store.openMap("values-1").put(key, entry);
                store.openMap("expiries-1").put("%016x ".formatted(expires) + key, "");
                store.commit();
            }
        }
    }
}
