package dev.resendmcp.access.modes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.access.mail.Mail;
import dev.resendmcp.access.modes.ModeSettings.Others;
import dev.resendmcp.call.Caller;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.ManualClock;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import dev.resendmcp.tools.ToolCall;
import io.dropwizard.util.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With SEND_DELAY mail leaves later and can be cancelled until then. */
class SendDelayTest {
    private static final String MAIL =
            "'from':'a@sandbox.resend.dev','subject':'s','text':'t','to':'delivered@resend.dev'";
    private static final String EMAIL = "'inbox_id':'" + SeededAccount.INBOX_ID + "','thread_id':'"
            + SeededAccount.INBOX_THREAD_ID + "','email_id':'" + SeededAccount.INBOX_EMAIL_ID + "','text':'t'";

    @RegisterExtension
    final ServiceExtension service =
            new ServiceExtension().with("SEND_DELAY", "2m").with("APPROVE_TOOLS", "none");

    private JsonNode call(String tool, String arguments) {
        return service.mcp().call(tool, "{" + arguments + "}");
    }

    private List<RecordedRequest> changes() {
        return service.resend().requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .toList();
    }

    @Test
    void mailIsScheduledAndCanBeCancelled() {
        String id = call("send_email", MAIL).path("id").asText();
        assertThat(McpCalls.tree(changes().get(0).bodyText())
                        .path("scheduled_at")
                        .asText())
                .isEqualTo("in 2 min");
        assertThat(call("cancel_email", "'email_id':'" + id + "'").has("error")).isFalse();
    }

    @Test
    void repeatIsTheSameRequest() {
        String id = call("send_email", MAIL).path("id").asText();
        JsonNode repeat = call("send_email", MAIL);
        assertThat(repeat.path("id").asText()).isEqualTo(id);
        assertThat(repeat.path("deduplicated").asBoolean()).isTrue();
        assertThat(changes()).hasSize(1);
    }

    @Test
    void everyEmailOfABatchIsScheduled() {
        call("send_batch_emails", "'emails':[{" + MAIL + "},{" + MAIL + ",'scheduled_at':'in 3 hours'}]");
        JsonNode emails = McpCalls.tree(changes().get(0).bodyText());
        assertThat(emails.at("/0/scheduled_at").asText()).isEqualTo("in 2 min");
        assertThat(emails.at("/1/scheduled_at").asText()).isEqualTo("in 3 hours");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reply_to_inbox_email|" + EMAIL,
                "forward_inbox_email|" + EMAIL + ",'to':'delivered@resend.dev'",
                "send_event|'event':'e','email':'delivered@resend.dev'"
            })
    void whatCannotBeDelayedIsRefused(String tool, String arguments) {
        JsonNode refusal = call(tool, arguments);
        assertThat(refusal.at("/error/message").asText())
                .as(refusal.toString())
                .startsWith("The rule SEND_DELAY forbids");
        assertThat(changes()).isEmpty();
    }

    @Test
    void dryRunSaysWhenItLeaves() {
        assertThat(call("send_email", MAIL + ",'dry_run':true").at("/leaves/0").asText())
                .isEqualTo("in 2 min");
    }

    @ParameterizedTest
    @CsvSource({
        "in 1 sec,in 2 min",
        "now,in 2 min",
        "today at 8am,in 2 min",
        "2099-12-31,2099-12-31",
        "2020-01-01T00:00:00Z,in 2 min",
        "in 2 minutes,in 2 minutes",
        "in 1 hour,in 1 hour",
        "2100-01-01T00:00:00Z,2100-01-01T00:00:00Z"
    })
    void timeWithinTheDelayIsPutOff(String given, String expected) {
        SendDelay delay =
                new SendDelay(new ModeSettings(false, Duration.seconds(61), Others.REFUSE), new ManualClock());
        ObjectNode arguments = McpCalls.JSON.createObjectNode().put("scheduled_at", given);
        ToolCall call = new ToolCall(Caller.LOCAL, "update_email", arguments);
        assertThat(delay.delayed(call).arguments().path("scheduled_at").asText())
                .isEqualTo(expected);
    }

    @Test
    void othersAreSentAtOnceIfTheSettingSaysSo() {
        SendDelay delay = new SendDelay(new ModeSettings(false, Duration.minutes(2), Others.SEND), new ManualClock());
        ToolCall call = new ToolCall(Caller.LOCAL, "send_event", McpCalls.JSON.createObjectNode());
        assertThat(delay.refusal(call, new Mail() {})).isEmpty();
    }
}
