package dev.resendmcp.access.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.Account;
import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent that changes after an approval what the call would send has to wait for another one. */
class ChangedContentTest {
    private static final String OPERATOR = "o".repeat(40);
    private static final String MAIL =
            "'from':'a@sandbox.resend.dev','to':'delivered@resend.dev','template':{'id':'TEMPLATE'}";

    @RegisterExtension
    final ServiceExtension service =
            new ServiceExtension().with("ADMIN_TOKENS", "ann:" + OPERATOR).with("APPROVE_TOOLS", "sends");

    private ConsoleCalls console;

    @BeforeEach
    void login() {
        console = new ConsoleCalls(service.admin("/"));
        console.login(OPERATOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"send_email|{MAIL}", "send_batch_emails|{'emails':[{MAIL}]}"})
    void templateThatIsPublishedAgainAfterTheApprovalWaitsAgain(String call) {
        String tool = call.substring(0, call.indexOf('|'));
        String template = template();
        String arguments =
                call.substring(tool.length() + 1).replace("MAIL", MAIL).replace("TEMPLATE", template);
        call(tool, arguments);
        console.approve();
        call("update_template", "{'id':'" + template + "','html':'<p>Pay to another account</p>'}");
        call("publish_template", "{'id':'" + template + "'}");
        assertThat(call(tool, arguments).has("approval_required")).isTrue();
        assertThat(service.resend().requests())
                .noneMatch(request -> request.path().startsWith("/emails"));
        console.approve();
        assertThat(call(tool, arguments).has("error")).isFalse();
    }

    @Test
    void pageShowsTheTemplateAndWhetherAnotherVersionIsSent() {
        String template = template();
        call("update_template", "{'id':'" + template + "','html':'<p>Harmless</p>'}");
        call("send_email", ("{" + MAIL + "}").replace("TEMPLATE", template));
        String page = console.openOnly();
        assertThat(page).contains("Template Welcome", "The template has changes that are not published");
    }

    @Test
    void broadcastToMoreContactsThanApprovedWaitsAgain() {
        String broadcast = Account.create(
                service.resend(),
                "/broadcasts",
                "{'segment_id':'" + SeededAccount.SEGMENT_ID
                        + "','from':'a@sandbox.resend.dev','subject':'s','html':'<p>t</p>'}");
        contact("one");
        String arguments = "{'id':'" + broadcast + "'}";
        call("send_broadcast", arguments);
        assertThat(console.openOnly()).contains("It goes to <b>1 contact</b>");
        console.approve();
        contact("two");
        assertThat(call("send_broadcast", arguments).has("approval_required")).isTrue();
        assertThat(console.openOnly()).contains("It goes to <b>2 contacts</b>");
        console.approve();
        assertThat(call("send_broadcast", arguments).path("id").asText()).isEqualTo(broadcast);
    }

    @Test
    void changeDuringTheSendWaitsForItsEnd() {
        String broadcast = Account.create(
                service.resend(),
                "/broadcasts",
                "{'segment_id':'" + SeededAccount.SEGMENT_ID
                        + "','from':'a@sandbox.resend.dev','subject':'s','html':'<p>t</p>'}");
        String arguments = "{'id':'" + broadcast + "'}";
        call("send_broadcast", arguments);
        console.approve();
        int before = service.resend().requests().size();
        service.resend().delayAnswers(Duration.ofMillis(500));
        CompletableFuture<JsonNode> send = CompletableFuture.supplyAsync(() -> call("send_broadcast", arguments));
        Awaitility.await().until(() -> service.resend().requests().size() > before);
        call("update_broadcast", "{'id':'" + broadcast + "','subject':'Pay now'}");
        assertThat(send.join().path("id").asText()).isEqualTo(broadcast);
        assertThat(service.resend().requests().stream()
                        .map(RecordedRequest::method)
                        .filter(method -> !method.equals("GET"))
                        .skip(1))
                .containsExactly("POST", "PATCH");
    }

    @Test
    void broadcastToFewerContactsThanApprovedIsSent() {
        String contact = contact("one");
        contact("two");
        String arguments = "{'segment_id':'" + SeededAccount.SEGMENT_ID
                + "','from':'a@sandbox.resend.dev','subject':'s','text':'t','send':true}";
        call("create_broadcast", arguments);
        console.approve();
        call(
                "remove_contact_from_segment",
                "{'contact_id':'" + contact + "','segment_id':'" + SeededAccount.SEGMENT_ID + "'}");
        assertThat(call("create_broadcast", arguments).has("id")).isTrue();
    }

    @Test
    void replySaysToWhomItGoes() {
        String email = "'inbox_id':'" + SeededAccount.INBOX_ID + "','thread_id':'" + SeededAccount.INBOX_THREAD_ID
                + "','email_id':'" + SeededAccount.INBOX_EMAIL_ID + "'";
        call("reply_to_inbox_email", "{" + email + ",'text':'t','reply_all':true}");
        assertThat(console.openOnly())
                .containsSubsequence("It goes to", "grace@sender.test", "bob@sender.test", "The mail that is answered");
    }

    @Test
    void automationThatSendsLaterNeedsApprovalToo() {
        JsonNode answer = call(
                "create_automation",
                "{'name':'n','steps':[{'key':'a','type':'trigger','config':{'event_name':'e'}}],'connections':[]}");
        assertThat(answer.has("approval_required")).as("%s", answer).isTrue();
    }

    private String template() {
        String id =
                Account.create(service.resend(), "/templates", "{'name':'Welcome','subject':'s','html':'<p>Hi</p>'}");
        call("publish_template", "{'id':'" + id + "'}");
        return id;
    }

    private String contact(String name) {
        return Account.create(
                service.resend(),
                "/contacts",
                "{'email':'" + name + "@widgets.dev','segments':[{'id':'" + SeededAccount.SEGMENT_ID + "'}]}");
    }

    private JsonNode call(String tool, String arguments) {
        return service.mcp().call(tool, arguments);
    }
}
