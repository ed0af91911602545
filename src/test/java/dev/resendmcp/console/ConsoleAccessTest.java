package dev.resendmcp.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into the console, and what browsers are told to protect it. */
class ConsoleAccessTest {
    private static final String OPERATOR = "o".repeat(40);

    @RegisterExtension
    final ServiceExtension service = new ServiceExtension().with("ADMIN_TOKENS", "ann:" + OPERATOR);

    private ConsoleCalls console;

    @BeforeEach
    void open() {
        console = new ConsoleCalls(service.admin("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/approvals", "/console/now", "/console/calls", "/console/approvals/x/mail"})
    void pagesNeedASession(String path) {
        HttpResponse<String> answer = console.get(path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("Your operator token");
    }

    @Test
    void sessionCookieIsForThisSiteAndNoScript() {
        assertThat(console.login(OPERATOR).headers().firstValue("set-cookie"))
                .hasValueSatisfying(
                        cookie -> assertThat(cookie).contains("; HttpOnly", "; SameSite=Strict", "; Path=/console"));
    }

    @Test
    void operatorSeesEachPageByName() {
        console.login(OPERATOR);
        for (String page : new String[] {"approvals", "now", "calls"}) {
            HttpResponse<String> answer = console.get("/console/" + page);
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body()).contains("ann", "aria-current=\"page\"");
        }
    }

    @Test
    void pagesRunNoScriptsAndLoadNothingFromElsewhere() {
        console.login(OPERATOR);
        HttpResponse<String> page = console.get("/console/now");
        assertThat(page.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'")
                        .contains("frame-ancestors 'none'")
                        .doesNotContain("unsafe", "script-src"));
        assertThat(page.body()).doesNotContain("<script", "https://", " style=");
    }

    @Test
    void outboxIsOfTheSandboxOnly() {
        console.login(OPERATOR);
        assertThat(console.get("/console/outbox").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "http://evil.example", "http://127.0.0.1:1"})
    void changesFromElsewhereAreRefused(String origin) {
        console.login(OPERATOR);
        assertThat(console.post("/console/approvals/apr-0", "decision=approve", origin)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void guessesAreSlowedDown() {
        for (int i = 0; i < 5; i++) {
            assertThat(console.login("wrong" + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> answer = console.login(OPERATOR);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("60");
    }

    @Test
    void wrongTokensAreCounted() {
        console.login("wrong");
        HttpRequest scrape = HttpRequest.newBuilder(service.admin("/metrics"))
                .header("Authorization", "Bearer " + OPERATOR)
                .build();
        assertThat(service.mcp().send(scrape).body())
                .contains("mcp_auth_failures_total{port=\"admin\",reason=\"invalid_token\"} 1.0");
    }

    @Test
    void logoutEndsTheSession() {
        console.login(OPERATOR);
        console.post("/console/logout", "", console.origin());
        assertThat(console.get("/console/now").statusCode()).isEqualTo(401);
    }

    @Test
    void callsAreListedAndFiltered() {
        console.login(OPERATOR);
        service.mcp().call("list_domains", "{}");
        service.mcp().call("list_topics", "{}");
        assertThat(console.get("/console/calls").body()).contains("list_domains", "list_topics");
        assertThat(console.get("/console/calls?tool=domains").body())
                .contains("list_domains")
                .doesNotContain("list_topics");
    }
}
