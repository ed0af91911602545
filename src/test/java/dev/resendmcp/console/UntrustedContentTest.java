package dev.resendmcp.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a model wrote is shown to operators as it is, and does nothing. */
class UntrustedContentTest {
    private static final String OPERATOR = "o".repeat(40);

    @RegisterExtension
    static final ServiceExtension service =
            new ServiceExtension().with("ADMIN_TOKENS", "ann:" + OPERATOR).with("APPROVE_TOOLS", "sends, sensitive");

    private ConsoleCalls console;

    @BeforeEach
    void login() {
        console = new ConsoleCalls(service.admin("/"));
        console.login(OPERATOR);
    }

    @Test
    void markupAndInvisibleCharactersAreShown() {
        String page = console.get(asked("<b>Hi</b>\\u202e\\u200b\\udb40\\udc41", "t", ""))
                .body();
        assertThat(page)
                .contains("&lt;b&gt;Hi&lt;/b&gt;[U+202E][U+200B][U+E0041]")
                .doesNotContain("<b>Hi</b>");
    }

    @Test
    void mailIsFramedWithoutScriptsAndRemoteLoads() {
        String path = asked(
                "Frame",
                "t",
                "<p onclick=x() style=background:url(https://evil.example/a)>Hello\\u202e</p><script>x()</script>"
                        + "<img src=https://evil.example/p.png><a href=https://evil.example/>here</a>"
                        + "<form action=https://evil.example/><input></form><meta http-equiv=refresh content=0>");
        assertThat(console.get(path).body()).contains("<iframe sandbox loading=");
        HttpResponse<String> mail = console.get(path + "/mail?n=0");
        assertThat(mail.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "; sandbox;"));
        assertThat(mail.body())
                .contains("Hello[U+202E]", "here [https://evil.example/]")
                .doesNotContain("<script", "onclick", "src=\"https", "href=", "<form", "refresh", "url(");
    }

    @Test
    void wordsThatStylesHideAreOnThePage() {
        String path = asked(
                "Hidden",
                "t",
                "<style>@media (min-width:100px){.o{position:fixed;inset:0;background:#fff}}</style>"
                        + "<div class=o>Our newsletter</div><p style=display:none>Pay to another account</p>");
        assertThat(console.get(path).body()).containsSubsequence("All words of the HTML", "Pay to another account");
    }

    @Test
    void recipientsAreShownApartAndForeignLettersAreNamed() {
        service.mcp()
                .call(
                        "send_email",
                        "{'from':'a@" + SeedData.DOMAIN_NAME
                                + "','to':['bob@widgets.dev, x <eve@widgets.dev>','b\u043eb@widgets.dev'],'subject':'Two','text':'t'}");
        assertThat(console.get(newest("Send email")).body())
                .contains(
                        "to (2)",
                        "<span class=\"entry\">bob@widgets.dev, x &lt;eve@widgets.dev&gt;</span>",
                        "b\u043eb@widgets.dev <small class=\"bad\">letters other than a to z</small>");
    }

    @Test
    void everyFieldOfABatchIsShown() {
        service.mcp()
                .call(
                        "send_batch_emails",
                        "{'emails':[{'from':'a@" + SeedData.DOMAIN_NAME
                                + "','to':'bob@widgets.dev','subject':'s','text':'t','headers':{'X-Copy':'eve@widgets.dev'}}]}");
        assertThat(console.get(newest("Send batch of emails")).body()).contains("X-Copy", "eve@widgets.dev");
    }

    @Test
    void namesStandInForIds() {
        service.mcp()
                .call(
                        "create_api_key",
                        "{'name':'Shop','permission':'sending_access','domain_id':'" + SeededAccount.DOMAIN_ID + "'}");
        String page = console.get(newest("Create API key")).body();
        assertThat(page).contains("<b>" + SeedData.DOMAIN_NAME + "</b>");
    }

    private String asked(String subject, String text, String html) {
        service.mcp()
                .call(
                        "send_email",
                        "{'from':'a@" + SeedData.DOMAIN_NAME + "','to':'delivered@resend.dev','subject':'" + subject
                                + "','text':'" + text + "'" + (html.isEmpty() ? "" : ",'html':'" + html + "'") + "}");
        return newest("Send email");
    }

    private String newest(String title) {
        String list = console.get("/console/approvals").body();
        String last = list.substring(0, list.lastIndexOf(title));
        return last.substring(last.lastIndexOf("/console/approvals/"), last.lastIndexOf('"'));
    }
}
