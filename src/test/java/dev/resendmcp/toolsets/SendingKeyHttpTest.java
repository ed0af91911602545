package dev.resendmcp.toolsets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;

/** A key that may only send hides what it cannot use, as soon as Resend has shown that it is one. */
class SendingKeyHttpTest {
    @Test
    void toolsThatTheKeyCannotUseDisappear() {
        try (ResendSimulator resend = new ResendSimulator(1_000).start();
                RunningService service = RunningService.inFrontOf(resend.baseUri(), SeededAccount.SENDING_ACCESS_KEY)) {
            // Resend refuses it, if no health check has found out before.
            JsonNode unused = service.mcp().ask("tools/call", "{'name':'list_domains','arguments':{}}");
            assertThat(service.mcp().ask("tools/list").path("tools"))
                    .extracting(tool -> tool.path("name").asText())
                    .containsExactly("send_batch_emails", "send_email", "get_usage");
            JsonNode hidden = service.mcp().errorOf("tools/call", "{'name':'list_domains','arguments':{}}");
            JsonNode unknown = service.mcp().errorOf("tools/call", "{'name':'list_galaxies','arguments':{}}");
            assertThat(hidden).isEqualTo(unknown);
            assertThat(service.mcp().ask("prompts/list").path("prompts")).isEmpty();
            assertThat(service.mcp().ask("resources/templates/list").path("resourceTemplates"))
                    .isEmpty();
        }
    }
}
