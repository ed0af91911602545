package dev.resendmcp.access.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.hash.Hashing;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.CallersFixture;
import dev.resendmcp.testing.RunningService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An entry in the file of callers narrows what a token of an identity provider gives its caller, and never widens it. */
class NamedCallerTest {
    private static final String MAIL = "{'from':'a@sandbox.resend.dev','to':'%s','subject':'s','text':'%s'}";

    @TempDir
    static Path directory;

    private static KeyServer provider;
    private static ResendSimulator resend;
    private static RunningService service;

    @BeforeAll
    static void start() {
        provider = new KeyServer();
        resend = new ResendSimulator(1_000).start();
        CallersFixture callers = new CallersFixture(directory);
        callers.writeText("""
                callers:
                  - name: narrow
                    toolsets: [topics]
                    exclude_tools: [delete_topic]
                    read_only: true
                  - name: wide
                    toolsets: [all]
                  - name: ended
                    expires: "2020-01-01"
                  - name: jwt-%s
                    toolsets: [topics]
                    read_only: true
                  - name: policed
                    policy:
                      denied_recipients: "bounced@resend.dev"
                    budgets:
                      recipients_per_hour: 1
                """.formatted(digest("ann@example.org")));
        service = RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "AUTH_TYPE",
                        "jwt",
                        "AUTH_ISSUER",
                        KeyServer.ISSUER,
                        "AUTH_AUDIENCE",
                        KeyServer.AUDIENCE,
                        "AUTH_JWKS_URL",
                        provider.url(),
                        "CALLERS_FILE",
                        callers.path().toString()));
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
        provider.close();
    }

    @Test
    void entryNarrowsTheScopes() {
        assertThat(tools("narrow", "mcp:all")).containsExactlyInAnyOrder("get_topic", "list_topics");
    }

    @Test
    void entryDoesNotWidenTheScopes() {
        assertThat(tools("wide", "mcp:topics mcp:readonly")).containsExactlyInAnyOrder("get_topic", "list_topics");
        assertThat(service.mcp()
                        .send("{}", "Authorization", "Bearer " + token("wide", "openid"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void subjectThatIsNoNameIsMatchedByItsDigestAndNobodyElseIs() {
        assertThat(tools("ann@example.org", "mcp:all")).containsExactlyInAnyOrder("get_topic", "list_topics");
        assertThat(tools("jwt-" + digest("ann@example.org"), "mcp:all")).hasSizeGreaterThan(100);
    }

    private static String digest(String subject) {
        return Hashing.sha256()
                .hashString(subject, StandardCharsets.UTF_8)
                .toString()
                .substring(0, 16);
    }

    @Test
    void endedEntryLetsNobodyIn() {
        assertThat(service.mcp()
                        .send("{}", "Authorization", "Bearer " + token("ended", "mcp:all"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void policyAndBudgetsOfTheEntryHold() {
        assertThat(send("policed", "bounced@resend.dev", "a")).isEqualTo("policy_refused");
        assertThat(send("policed", "delivered@resend.dev", "b")).isEmpty();
        assertThat(send("policed", "delivered@resend.dev", "c")).isEqualTo("budget_exceeded");
        assertThat(send("somebody-else", "delivered@resend.dev", "d")).isEmpty();
    }

    private static String send(String subject, String to, String text) {
        JsonNode answer = service.mcp().as(token(subject, "mcp:all")).call("send_email", MAIL.formatted(to, text));
        return answer.at("/error/name").asText();
    }

    private static List<String> tools(String subject, String scope) {
        List<String> names = new ArrayList<>();
        service.mcp()
                .as(token(subject, scope))
                .ask("tools/list")
                .path("tools")
                .forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    private static String token(String subject, String scope) {
        return provider.token("first", Map.of("sub", subject, "scope", scope));
    }
}
