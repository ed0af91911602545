package dev.resendmcp.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.SeededAccount;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of one account reaches the caller of another, and none slows another. */
class AccountIsolationTest extends ResendKeyFixture {
    @TempDir
    Path directory;

    @Test
    void sameIdempotencyKeyOfTwoCallersSendsTwice() {
        start();
        String mail = mail("s").replace("}", ",'idempotency_key':'k-1'}");
        JsonNode first = call(ANN, "send_email", mail);
        JsonNode other = call(BOB, "send_email", mail);
        JsonNode repeat = call(ANN, "send_email", mail);
        assertThat(other.path("id")).isNotEqualTo(first.path("id"));
        assertThat(other.has("deduplicated")).isFalse();
        assertThat(repeat.path("id")).isEqualTo(first.path("id"));
        assertThat(repeat.path("deduplicated").asBoolean()).isTrue();
        assertThat(sends(ANN)).hasSize(1);
        assertThat(sends(BOB)).hasSize(1);
    }

    @Test
    void sameMailOfTwoCallersAtOnceSendsTwice() {
        start();
        JsonNode mail = McpCalls.json(mail("s"));
        CompletableFuture<JsonNode> one = service.mcp().as(ANN).callLater("send_email", mail);
        CompletableFuture<JsonNode> other = service.mcp().as(BOB).callLater("send_email", mail);
        assertThat(one.join().path("id")).isNotEqualTo(other.join().path("id"));
        assertThat(sends(ANN)).hasSize(1);
        assertThat(sends(BOB)).hasSize(1);
    }

    @Test
    void queueOfOneCallerDoesNotSlowAnother() {
        start("RATE_LIMIT", "1");
        assertThat(status(ANN)).isEqualTo(200);
        assertThat(status(BOB)).isEqualTo(200);
        CompletableFuture<?>[] calls = IntStream.range(0, 4)
                .mapToObj(i -> service.mcp().as(ANN).callLater("list_domains", McpCalls.json("{}")))
                .toArray(CompletableFuture[]::new);
        await().until(() -> facts(ANN).at("/rateLimiter/waitingCalls").asInt() >= 2);
        JsonNode result = result(BOB, "tools/call", "{'name':'list_domains','arguments':{}}");
        assertThat(result.at("/_meta/waited_ms").asInt()).isZero();
        assertThat(facts(ANN).at("/rateLimiter/waitingCalls").asInt()).isPositive();
        assertThat(facts(BOB).at("/rateLimiter/waitingCalls").asInt()).isZero();
        CompletableFuture.allOf(calls).join();
    }

    @Test
    void requestsForApprovalAreKeptApart() {
        start("APPROVE_TOOLS", "destructive");
        String arguments = "{'domain_id':'" + SeededAccount.DOMAIN_ID + "'}";
        String one = call(ANN, "delete_domain", arguments)
                .at("/approval_required/id")
                .asText();
        String other = call(BOB, "delete_domain", arguments)
                .at("/approval_required/id")
                .asText();
        assertThat(one).isNotEmpty().isNotEqualTo(other);
    }

    @Test
    void fileOfOneCallerIsUnknownToAnother() {
        start();
        HttpRequest upload = HttpRequest.newBuilder(service.uri("/files?name=a.txt"))
                .header("Authorization", "Bearer " + ANN)
                .POST(HttpRequest.BodyPublishers.ofString("content"))
                .build();
        HttpResponse<String> kept = service.mcp().send(upload);
        assertThat(kept.statusCode()).isEqualTo(201);
        String handle = McpCalls.parse(kept).path("file").asText();
        assertThat(file(ANN, handle)).isEqualTo(200);
        assertThat(file(BOB, handle)).isEqualTo(404);
    }

    private int file(String key, String handle) {
        return service.mcp()
                .send(HttpRequest.newBuilder(service.uri("/files/" + handle))
                        .header("Authorization", "Bearer " + key)
                        .build())
                .statusCode();
    }

    @Test
    void resourcesAndCompletionsAreOfTheCallersAccount() {
        start();
        String id =
                call(ANN, "create_segment", "{'name':'secret plan'}").path("id").asText();
        String complete = "{'ref':{'type':'ref/resource','uri':'resend://segments/{id}'},"
                + "'argument':{'name':'id','value':''}}";
        assertThat(result(ANN, "completion/complete", complete).toString()).contains(id);
        assertThat(result(BOB, "completion/complete", complete).toString()).doesNotContain(id);
        assertThat(result(BOB, "resources/read", "{'uri':'resend://segments'}").toString())
                .doesNotContain("secret plan");
    }

    @Test
    void namesLastOverARestart() {
        start("STATE_DIR", directory.toString());
        String name = name(ANN);
        service.close();
        start("STATE_DIR", directory.toString());
        assertThat(name(ANN)).isEqualTo(name);
    }

    @Test
    void namesDependOnTheSecret() {
        start("CONFIRMATION_KEY", "a".repeat(32));
        String name = name(ANN);
        service.close();
        start("CONFIRMATION_KEY", "b".repeat(32));
        assertThat(name(ANN)).isNotEqualTo(name);
    }
}
