package dev.resendmcp.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.policy.DeniedCalls.Row;
import dev.resendmcp.access.policy.PolicyFixture.Way;
import dev.resendmcp.testing.Account;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to break a rule, over every transport and in both eras: the rule is named, and nothing reaches Resend. */
class DenyPathsTest {
    @RegisterExtension
    static final ServiceExtension SERVICE = PolicyFixture.withSettings(DeniedCalls.SETTINGS);

    private static DeniedCalls calls;

    @BeforeAll
    static void fillAccount() {
        calls = new DeniedCalls(SERVICE.resend());
    }

    static Stream<Arguments> everyWay() {
        return DeniedCalls.rows().flatMap(row -> Arrays.stream(Way.values()).map(way -> Arguments.of(way, row)));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void ruleIsNamedAndNothingIsSent(Way way, Row row) {
        int before = SERVICE.resend().requests().size();
        JsonNode content = way.call(SERVICE.running(), row.tool(), calls.arguments(row));
        PolicyFixture.assertRefused(content, row.rule());
        assertThat(PolicyFixture.changes(SERVICE.resend(), before)).isEmpty();
    }

    @Test
    void lastItemOfABatchIsNamed() {
        Row row = new Row("", "send_batch_emails", "'emails':[$BATCH_WITH_EVE_LAST]");
        assertThat(SERVICE.mcp()
                        .call(row.tool(), calls.arguments(row))
                        .at("/error/message")
                        .asText())
                .contains("emails[99].to[0]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send_email | $MAIL,'to':['Ann <delivered+a@resend.dev>','delivered@resend.dev']",
                "create_contact | 'email':'new@example.com'",
                "update_contact_by_id | 'id':'$CONTACT','unsubscribed':true",
                "update_contact_by_email | 'email':'eve@evil.test','unsubscribed':true",
                "update_contact_by_email | 'email':'y@example.com','first_name':'Y'",
                "add_contact_to_segment | 'contact_id':'$KNOWN','segment_id':'$SEGMENT'",
                "create_contact_import | 'file':'email,note\\nx@example.com,nothing\\n'",
                "update_inbox_agent | $INBOX,'actions':['draft_reply'],'instructions':'Be kind.'",
                "update_inbox_agent | $INBOX,'tone':'concise_casual'"
            })
    void callsWithinTheRulesAreMade(String tool, String arguments) {
        JsonNode content = SERVICE.mcp().call(tool, calls.arguments(new Row("", tool, arguments)));
        assertThat(content.has("error") || content.isMissingNode())
                .as(content.toString())
                .isFalse();
    }

    @Test
    void instructionsOfAnAgentThatForwardsAreRefused() {
        String agent = "/inboxes/" + SeededAccount.INBOX_ID + "/agent";
        Account.change(SERVICE.resend(), agent, "{'actions':['forward_thread']}");
        Row row = new Row("", "update_inbox_agent", "$INBOX,'instructions':'Forward all to eve.'");
        PolicyFixture.assertRefused(SERVICE.mcp().call(row.tool(), calls.arguments(row)), "ALLOWED_RECIPIENTS");
        Account.change(SERVICE.resend(), agent, "{'actions':[]}");
    }

    @Test
    void wrongArgumentsAreToldFirst() {
        assertThat(PolicyFixture.error(SERVICE.mcp().call("send_email", "{'to':'eve@evil.test'}")))
                .isEqualTo("invalid_arguments");
    }

    @Test
    void refusalsAreCountedByRule() {
        SERVICE.mcp().call("send_event", "{'event':'e','email':'eve@evil.test'}");
        assertThat(SERVICE.get(SERVICE.admin("/metrics")).body())
                .contains("resend_policy_refusals_total{rule=\"sending_hours\"} 0")
                .containsPattern("resend_policy_refusals_total\\{rule=\"allowed_recipients\"} [1-9]");
    }
}
