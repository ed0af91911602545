package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.Scrape;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters as some clients write them: null for what they leave out, arguments as JSON text. */
class LenientParamsHttpTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'method':'tools/list','params':null",
                "'method':'ping','params':null",
                "'method':'tools/list','params':{'cursor':null}",
                "'method':'resources/list','params':{'cursor':null}",
                "'method':'prompts/list','params':{'cursor':null}",
                "'method':'skills/list','params':null",
                "'method':'initialize','params':{'protocolVersion':'2025-11-25','capabilities':null,'clientInfo':null}",
                "'method':'initialize','params':{'protocolVersion':null}",
                "'method':'tools/call','params':{'name':'list_emails','arguments':null}",
                "'method':'tools/call','params':{'name':'list_emails','arguments':''}",
                "'method':'tools/call','params':{'name':'get_usage','arguments':'{}'}",
            })
    void nullIsAsAbsent(String message) {
        JsonNode answer = McpCalls.parse(service.mcp().send(message(message)));
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        assertThat(answer.at("/result/isError").asBoolean()).isFalse();
    }

    @Test
    void notificationWithNullParamsIsTaken() {
        HttpResponse<String> answer =
                service.mcp().send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\",\"params\":null}");
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void argumentsAsJsonTextAreReadAndCounted() {
        double before = count("arguments_text");
        service.mcp()
                .send(message("'method':'tools/call','params':{'name':'list_emails','arguments':ARGUMENTS}")
                        .replace("ARGUMENTS", "\"{\\\"limit\\\":\\\"7\\\"}\""));
        assertThat(service.resend().lastRequest().target()).isEqualTo("/emails?limit=7");
        assertThat(count("arguments_text")).isEqualTo(before + 1);
    }

    @Test
    void coercionsAreCountedByKind() {
        double before = count("number_text");
        service.mcp().call("list_emails", "{'limit':'10'}");
        assertThat(count("number_text")).isEqualTo(before + 1);
    }

    private static double count(String kind) {
        return Scrape.of(service.running()).value("mcp_coerced_arguments_total{kind=\"" + kind + "\"}");
    }

    private static String message(String rest) {
        return ("{'jsonrpc':'2.0','id':1," + rest + "}").replace('\'', '"');
    }
}
