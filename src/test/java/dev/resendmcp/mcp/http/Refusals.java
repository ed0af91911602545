package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.McpCalls;
import java.net.http.HttpResponse;

/** How every refusal looks: JSON-RPC, and nothing of Java. */
final class Refusals {
    private Refusals() {}

    static void assertRefused(HttpResponse<String> answer, int status, int code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(McpCalls.parse(answer).at("/error/code").asInt()).isEqualTo(code);
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("java.")
                .doesNotContain("jetty");
    }
}
