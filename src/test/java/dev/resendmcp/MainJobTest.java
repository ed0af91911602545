package dev.resendmcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the service is for, done by the SDK's own client over HTTP. */
@Tag("slow")
class MainJobTest {
    private static final String FROM = "Ann <ann@" + SeedData.DOMAIN_NAME + ">";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    private static McpSyncClient client;

    @BeforeAll
    static void start() {
        client = McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                service.uri("").toString())
                        .endpoint("/mcp")
                        .build())
                .build();
        client.initialize();
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    void initialisesWithNameAndVersion() {
        assertThat(client.getServerInfo().name()).isEqualTo("resend-full-mcp");
        assertThat(client.getServerInfo().version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void listsAllTools() {
        assertThat(client.listTools().tools()).hasSize(145);
    }

    @Test
    void sendsAnEmailAndListsIt() {
        JsonNode sent = call(
                "send_email", Map.of("from", FROM, "to", "delivered@resend.dev", "subject", "Hi", "text", "Hello"));
        String id = sent.path("id").asText();
        assertThat(call("list_emails", Map.of("limit", 1)).at("/data/0/id").asText())
                .isEqualTo(id);
        assertThat(call("get_email", Map.of("email_id", id)).path("last_event").asText())
                .isEqualTo("delivered");
    }

    @Test
    void reschedulesAndCancelsAnEmail() {
        Map<String, Object> later = Map.of(
                "from",
                FROM,
                "to",
                List.of("delivered@resend.dev"),
                "subject",
                "Later",
                "html",
                "<p>x</p>",
                "scheduled_at",
                "in 1 day");
        String moved = Instant.now()
                .plus(Duration.ofDays(2))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        String id = call("send_email", later).path("id").asText();
        call("update_email", Map.of("email_id", id, "scheduled_at", moved));
        assertThat(call("get_email", Map.of("email_id", id))
                        .path("scheduled_at")
                        .asText())
                .isEqualTo(moved);
        call("cancel_email", Map.of("email_id", id));
        assertThat(call("get_email", Map.of("email_id", id)).path("last_event").asText())
                .isEqualTo("canceled");
    }

    @Test
    void sendsABatch() {
        Map<String, Object> one = Map.of("from", FROM, "to", "delivered@resend.dev", "subject", "1", "text", "1");
        Map<String, Object> two = Map.of("from", FROM, "to", "bounced@resend.dev", "subject", "2", "text", "2");
        assertThat(call("send_batch_emails", Map.of("emails", List.of(one, two)))
                        .path("data"))
                .hasSize(2);
    }

    @Test
    void addsAndVerifiesADomain() {
        JsonNode domain = call("create_domain", Map.of("name", "news.example.org", "region", "eu-west-1"));
        String id = domain.path("id").asText();
        assertThat(domain.path("records")).isNotEmpty();
        call("verify_domain", Map.of("domain_id", id));
        assertThat(call("get_domain", Map.of("domain_id", id)).path("status").asText())
                .isEqualTo("pending");
        assertThat(call("get_domain", Map.of("domain_id", id)).path("status").asText())
                .isEqualTo("verified");
    }

    @Test
    void textAndStructuredContentAreTheSameJson() {
        CallToolResult result = client.callTool(
                CallToolRequest.builder("list_domains").arguments(Map.of()).build());
        JsonNode text = McpCalls.json(((TextContent) result.content().get(0)).text());
        assertThat(text).isEqualTo(McpCalls.JSON.valueToTree(result.structuredContent()));
    }

    @Test
    void refusalOfResendIsAToolErrorWithItsName() {
        CallToolResult result = client.callTool(CallToolRequest.builder("get_email")
                .arguments(Map.of("email_id", "no-such-email"))
                .build());
        assertThat(result.isError()).isTrue();
        JsonNode error = McpCalls.JSON.valueToTree(result.structuredContent()).path("error");
        assertThat(error.path("name").asText()).isEqualTo("not_found");
        assertThat(error.path("status_code").asInt()).isEqualTo(404);
        assertThat(error.path("retryable").asBoolean()).isFalse();
    }

    private static JsonNode call(String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).as(String.valueOf(result.content())).isFalse();
        return McpCalls.JSON.valueToTree(result.structuredContent());
    }
}
