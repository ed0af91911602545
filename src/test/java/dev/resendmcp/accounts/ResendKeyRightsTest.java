package dev.resendmcp.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.CallersFixture;
import dev.resendmcp.testing.EventStream;
import dev.resendmcp.testing.ModernCalls.Message;
import dev.resendmcp.testing.Scrape;
import dev.resendmcp.testing.SeededAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller with its own key may do, and when that ends. */
class ResendKeyRightsTest extends ResendKeyFixture {
    private static final String SECRET = "s".repeat(32);

    @TempDir
    Path directory;

    @Test
    void entryOfTheNameNarrowsOneCaller() {
        start("CONFIRMATION_KEY", SECRET);
        String name = name(ANN);
        service.close();
        CallersFixture callers = new CallersFixture(directory);
        callers.writeText("callers:\n  - name: " + name
                + "\n    toolsets: [topics, emails]\n    policy:\n      denied_recipients: resend.dev\n");
        start("CONFIRMATION_KEY", SECRET, "CALLERS_FILE", callers.path().toString());
        assertThat(post(ANN, LIST).body()).contains("list_topics").doesNotContain("list_domains");
        assertThat(post(BOB, LIST).body()).contains("list_topics", "list_domains");
        assertThat(call(ANN, "send_email", mail("s")).at("/error/name").asText())
                .isEqualTo("policy_refused");
        assertThat(call(BOB, "send_email", mail("s")).has("id")).isTrue();
    }

    @Test
    void streamEndsWhenTheKeyIsRevoked() throws IOException {
        start();
        String key = call(ANN, "create_api_key", "{'name':'short-lived'}")
                .path("token")
                .asText();
        try (EventStream stream = listen(key)) {
            revokeNewest();
            assertThat(call(key, "list_domains", "{}").at("/error/name").asText())
                    .isEqualTo("invalid_api_key");
            stream.awaitEnd();
        }
    }

    @Test
    @Tag("slow")
    void listenerTakesNoPlaceFromACaller() throws IOException {
        start("MAX_RESEND_KEYS", "1");
        try (EventStream stream = listen(ANN)) {
            assertThat(status(BOB)).isEqualTo(200);
            // Long enough for the rights of the listener to be looked at again.
            await().during(Duration.ofSeconds(5))
                    .until(() -> Scrape.of(service).value("resend_accounts_closed_total{reason=\"idle\"}") == 1);
            assertThat(stream.ended()).isFalse();
        }
    }

    @Test
    void contactsOfASegmentAreCountedInTheCallersAccount() {
        start("RECIPIENTS_PER_HOUR", "1000");
        String broadcast = "{'segment_id':'" + SeededAccount.SEGMENT_ID
                + "','from':'a@sandbox.resend.dev','subject':'s','html':'<p>t</p>','send':true,'dry_run':true}";
        JsonNode before = call(ANN, "create_broadcast", broadcast);
        call(
                BOB,
                "create_contact",
                "{'email':'new@example.org','segments':[{'id':'" + SeededAccount.SEGMENT_ID + "'}]}");
        JsonNode other = call(BOB, "create_broadcast", broadcast);
        assertThat(other.path("recipients").asInt())
                .isEqualTo(before.path("recipients").asInt() + 1);
    }

    private void revokeNewest() {
        JsonNode keys = call(ANN, "list_api_keys", "{}").path("data");
        String id = keys.get(0).path("id").asText();
        assertThat(keys.get(0).path("name").asText()).isEqualTo("short-lived");
        JsonNode unused = call(ANN, "delete_api_key", "{'api_key_id':'" + id + "'}");
    }

    private EventStream listen(String key) throws IOException {
        Message message = new Message("subscriptions/listen", "{'notifications':{'toolsListChanged':true}}")
                .header("Authorization", "Bearer " + key);
        EventStream stream = new EventStream(service.modern().open(message));
        stream.awaitMethod("notifications/subscriptions/acknowledged");
        return stream;
    }
}
