package dev.resendmcp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files over HTTP: uploaded, used by handle, and gone. */
class FilesHttpTest {
    private static final String ANN = "a".repeat(32);
    private static final String BOB = "b".repeat(32);

    @RegisterExtension
    final ServiceExtension service =
            new ServiceExtension().tokens("ann:" + ANN, "bob:" + BOB).with("files.maxPerCaller", "3");

    private HttpResponse<String> post(RunningService to, String token, String name, byte[] content) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(to.uri("/files?name=" + name)).POST(BodyPublishers.ofByteArray(content));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return to.mcp().send(request.build());
    }

    private String upload(String name, byte[] content) {
        HttpResponse<String> answer = post(service.running(), ANN, name, content);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return McpCalls.parse(answer).path("file").asText();
    }

    private static String mail(String handle) {
        return "{'from': 'a@sandbox.resend.dev', 'to': 'delivered@resend.dev', 'subject': 's', 'text': 't',"
                + " 'attachments': [{'file': '" + handle + "'}]}";
    }

    private String sent() {
        return service.resend().requests().stream()
                .filter(request -> request.method().equals("POST"))
                .reduce((first, second) -> second)
                .map(request -> new String(request.body(), StandardCharsets.UTF_8))
                .orElseThrow();
    }

    @Test
    void largePdfIsSentWithFewTokens() {
        byte[] pdf = new byte[25 * 1024 * 1024];
        new Random(1).nextBytes(pdf);
        String arguments = mail(upload("report.pdf", pdf));
        JsonNode result = service.mcp().as(ANN).call("send_email", arguments);
        assertThat(result.path("id").asText()).as("%s", result).isNotEmpty();
        // Not asserted on the text, which a failure would print.
        String expected =
                "{\"content\":\"" + Base64.getEncoder().encodeToString(pdf) + "\",\"filename\":\"report.pdf\"}";
        assertThat(sent().contains(expected)).as("the whole file was sent").isTrue();
        assertThat(Encodings.newDefaultEncodingRegistry()
                        .getEncoding(EncodingType.O200K_BASE)
                        .countTokens(McpCalls.json(arguments).toString()))
                .isLessThan(300);
    }

    @Test
    void fileIsRemovedAfterItsUse() {
        String handle = upload("a.txt", new byte[] {1});
        service.mcp().as(ANN).call("send_email", mail(handle));
        JsonNode again = service.mcp().as(ANN).call("send_email", mail(handle).replace("'s'", "'again'"));
        assertThat(again.at("/error/name").asText()).isEqualTo("invalid_arguments");
        assertThat(again.at("/error/message").asText()).contains("there is no such file here");
    }

    @Test
    void fileStaysWhenTheCallFails() {
        String handle = upload("a.txt", new byte[] {1});
        service.mcp().as(ANN).call("send_email", mail(handle).replace("sandbox.resend.dev", "unknown.example.org"));
        assertThat(service.mcp()
                        .as(ANN)
                        .call("send_email", mail(handle))
                        .path("id")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void handleIsNothingToAnotherCaller() {
        String handle = upload("a.txt", new byte[] {1});
        assertThat(service.mcp()
                        .as(BOB)
                        .call("send_email", mail(handle))
                        .at("/error/message")
                        .asText())
                .contains("there is no such file here");
        assertThat(get(BOB, handle).statusCode()).isEqualTo(404);
        assertThat(get(ANN, handle).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String token, String handle) {
        return service.mcp()
                .send(HttpRequest.newBuilder(service.uri("/files/" + handle))
                        .header("Authorization", "Bearer " + token)
                        .build());
    }

    @Test
    void handleIsNothingToAnotherInstance() {
        String handle = upload("a.txt", new byte[] {1});
        try (RunningService other = RunningService.inFrontOf(
                service.resend().baseUri(), SeedData.FULL_ACCESS_KEY, Map.of("MCP_AUTH_TOKENS", "ann:" + ANN))) {
            assertThat(other.mcp()
                            .as(ANN)
                            .call("send_email", mail(handle))
                            .at("/error/message")
                            .asText())
                    .contains("uploaded to another instance");
        }
    }

    @Test
    void uploadNeedsAToken() {
        assertThat(post(service.running(), null, "a", new byte[] {1}).statusCode())
                .isEqualTo(401);
        assertThat(post(service.running(), "x".repeat(32), "a", new byte[] {1}).statusCode())
                .isEqualTo(401);
    }

    @Test
    void wrongTokensAreCountedAndSlowedTogetherWithThoseOfMcp() {
        for (int i = 0; i < 25; i++) {
            service.mcp().as("x".repeat(32)).send("{}");
        }
        long begin = System.nanoTime();
        HttpResponse<String> refused = post(service.running(), "x".repeat(32), "a", new byte[] {1});
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(3));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(post(service.running(), ANN, "a", new byte[] {1}).statusCode())
                .isEqualTo(201);
        assertThat(service.get(service.admin("/prometheus")).body())
                .contains("mcp_auth_failures_total{port=\"files\",reason=\"invalid_token\"} 1.0")
                .contains("mcp_auth_failures_total{port=\"mcp\",reason=\"invalid_token\"} 25.0");
    }

    @Test
    void uploadIsBoundedInSizeAndNumber() {
        assertThat(post(service.running(), ANN, "a", new byte[31 * 1024 * 1024]).statusCode())
                .isEqualTo(413);
        for (int i = 0; i < 3; i++) {
            upload("a", new byte[] {1});
        }
        assertThat(post(service.running(), ANN, "a", new byte[] {1}).statusCode())
                .isEqualTo(422);
        assertThat(post(service.running(), BOB, "a", new byte[] {1}).statusCode())
                .isEqualTo(201);
    }

    @Test
    void contactsAreImportedFromAFile() {
        String handle = upload("contacts.csv", "email\nada@example.org\n".getBytes(StandardCharsets.UTF_8));
        JsonNode result = service.mcp().as(ANN).call("create_contact_import", "{'from_file': '" + handle + "'}");
        assertThat(result.path("id").asText()).as("%s", result).isNotEmpty();
    }

    @Test
    void attachmentIsFetchedByHandle() {
        String handle = upload("a.txt", new byte[] {65, 66});
        String email = service.mcp()
                .as(ANN)
                .call("send_email", mail(handle))
                .path("id")
                .asText();
        JsonNode list = service.mcp().as(ANN).call("list_email_attachments", "{'email_id': '" + email + "'}");
        JsonNode saved = service.mcp()
                .as(ANN)
                .call(
                        "get_email_attachment",
                        "{'email_id': '" + email + "', 'attachment_id': '"
                                + list.at("/data/0/id").asText() + "', 'save_as': 'b.txt'}");
        assertThat(saved.path("saved").asText()).as("%s %s", list, saved).startsWith("file-");
        assertThat(get(ANN, saved.path("saved").asText()).body()).isEqualTo("AB");
        assertThat(get(ANN, saved.path("saved").asText()).statusCode())
                .as("fetched once")
                .isEqualTo(404);
    }

    @Test
    void oneAttachmentHasOneSource() {
        String handle = upload("a.txt", new byte[] {1});
        JsonNode result =
                service.mcp().as(ANN).call("send_email", mail(handle).replace("{'file'", "{'content': 'YQ==', 'file'"));
        assertThat(result.at("/error/message").asText()).contains("attachments[0].file: give one of");
    }
}
