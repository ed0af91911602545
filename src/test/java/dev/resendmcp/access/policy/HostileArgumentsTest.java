package dev.resendmcp.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments in forms that one reader could take for something else than another: no stranger is ever in a request. */
class HostileArgumentsTest {
    private static final String MAIL = "'from':'a@sandbox.resend.dev','subject':'s','text':'t'";

    @RegisterExtension
    static final ServiceExtension SERVICE =
            new ServiceExtension().with("ALLOWED_RECIPIENTS", "example.com").with("NO_BCC", "true");

    @ParameterizedTest
    @ValueSource(
            strings = {
                // One text, several recipients.
                "'to':'x@example.com,eve@evil.test'",
                "'to':'x@example.com, eve@evil.test'",
                "'to':'x@example.com;eve@evil.test'",
                "'to':'x@example.com eve@evil.test'",
                "'to':'x@example.com\\neve@evil.test'",
                "'to':'[x@example.com, eve@evil.test]'",
                "'to':'[\\'x@example.com\\',\\'eve@evil.test\\']'",
                "'to':'{\\'email\\':\\'eve@evil.test\\'}'",
                "'to':'\\'eve@evil.test\\''",
                "'to':['x@example.com','[\\'eve@evil.test\\']']",
                "'to':['x@example.com,eve@evil.test']",
                // Other types.
                "'to':{'email':'eve@evil.test'}",
                "'to':[{'email':'eve@evil.test'}]",
                "'to':[['eve@evil.test']]",
                "'to':{'0':'eve@evil.test'}",
                "'to':[5,'eve@evil.test']",
                "'to':['x@example.com',null,'eve@evil.test']",
                "'to':true,'cc':'eve@evil.test'",
                "'to':'x@example.com','cc':'[\\'eve@evil.test\\']'",
                "'to':'x@example.com','cc':{'address':'eve@evil.test'}",
                // Other names.
                "'TO':'eve@evil.test'",
                "'To':['eve@evil.test']",
                "'to':'x@example.com','CC':'eve@evil.test'",
                "'to':'x@example.com','Bcc':'x@example.com'",
                "'to':'x@example.com','b_c_c':'eve@evil.test'",
                "'to':'x@example.com',' cc':'eve@evil.test'",
                "'to':'x@example.com','cc[]':'eve@evil.test'",
                "'to':'x@example.com','to[1]':'eve@evil.test'",
                "'to':'x@example.com','recipients':['eve@evil.test']",
                "'recipient':'eve@evil.test'",
                "'email':{'to':'eve@evil.test'}",
                "'to':'x@example.com','\\u0063c':'eve@evil.test'",
                // The same name twice.
                "'to':'x@example.com','to':'eve@evil.test'",
                "'to':'eve@evil.test','to':'x@example.com'",
                "'to':'x@example.com','t\\u006f':'eve@evil.test'",
                "'to':'x@example.com','To':'eve@evil.test'",
                "'to':'x@example.com','headers':{'Cc':'x@example.com','Cc':'eve@evil.test'}",
                "'to':'x@example.com','headers':{'X-A':'1'},'headers':{'Cc':'eve@evil.test'}",
                // Headers.
                "'to':'x@example.com','headers':'{\\'Cc\\':\\'eve@evil.test\\'}'",
                "'to':'x@example.com','headers':[{'name':'Cc','value':'eve@evil.test'}]",
                "'to':'x@example.com','headers':{'Cc':['eve@evil.test']}",
                "'to':'x@example.com','headers':{'Cc':{'a':'eve@evil.test'}}",
                "'to':'x@example.com','headers':{'Cc ':'eve@evil.test'}",
                "'to':'x@example.com','headers':{'Cc:':'eve@evil.test'}",
                "'to':'x@example.com','headers':{'C\\u0441':'eve@evil.test'}",
                "'to':'x@example.com','headers':{'X-A: 1\\r\\nCc':'eve@evil.test'}",
                "'to':'x@example.com','headers':{'X-A':'1\\r\\nCc: eve@evil.test'}",
                "'to':'x@example.com','headers':{'X-A':'1\\nCc: eve@evil.test'}",
                "'to':'x@example.com','headers':{'Cc':'x@example.com,\\r\\n eve@evil.test'}",
                "'to':'x@example.com','headers':{'X-A':'1\\u2028Cc: eve@evil.test'}",
                "'to':'x@example.com','headers':{'Cc':'x@example.com (, eve@evil.test'}",
                "'to':'x@example.com','headers':{'Cc':'\\'x@example.com, eve@evil.test'}",
                "'to':'x@example.com','headers':{'Cc':'<x@example.com>, <eve@evil.test>'}",
                "'to':'x@example.com','headers':{'Cc':'x@example.com <eve@evil.test>'}",
                "'to':'x@example.com','headers':{'Cc':'\\\\\\', <eve@evil.test>, \\\\\\'x@example.com'}"
            })
    void strangerIsInNoRequest(String arguments) {
        int before = SERVICE.resend().requests().size();
        String all = "{" + MAIL + "," + arguments + "}";
        JsonNode answer = call("send_email", all);
        assertThat(answer.has("result") || answer.has("error"))
                .as(answer.toString())
                .isTrue();
        call("send_batch_emails", "{'emails':[{" + MAIL + ",'to':'x@example.com'}," + all + "]}");
        assertThat(changes(before)).noneMatch(body -> body.contains("evil.test") || body.contains("bcc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'{\\'emails\\':[{MAIL,\\'to\\':\\'eve@evil.test\\'}]}'",
                "{'emails':'[{\\'to\\':\\'eve@evil.test\\'}]'}",
                "{'emails':{'0':{MAIL,'to':'eve@evil.test'}}}",
                "{'emails':{MAIL,'to':'eve@evil.test'}}",
                "{'emails':['{MAIL,\\'to\\':\\'eve@evil.test\\'}']}",
                "{'emails':[{MAIL,'to':'x@example.com'}],'emails':[{MAIL,'to':'eve@evil.test'}]}",
                "{'emails':[{MAIL,'to':'x@example.com'}],'Emails':[{MAIL,'to':'eve@evil.test'}]}",
                "{'emails':[[{MAIL,'to':'eve@evil.test'}]]}",
                "[{MAIL,'to':'eve@evil.test'}]",
                "{'arguments':{'emails':[{MAIL,'to':'eve@evil.test'}]}}"
            })
    void strangerIsInNoBatch(String arguments) {
        int before = SERVICE.resend().requests().size();
        call("send_batch_emails", arguments.replace("MAIL", MAIL));
        assertThat(changes(before)).noneMatch(body -> body.contains("evil.test"));
    }

    @Test
    void veryLongTextIsRefused() {
        String name = "a".repeat(8_000);
        String header = "{" + MAIL + ",'to':'x@example.com','headers':{'Cc':'" + name + " <x@example.com>'}}";
        assertThat(PolicyFixture.error(call("send_email", header).at("/result/structuredContent")))
                .isEqualTo("policy_refused");
    }

    /** A call as text, which may have a name twice. */
    private static JsonNode call(String tool, String arguments) {
        String message = "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'" + tool + "','arguments':"
                + arguments + "}}";
        return McpCalls.parse(SERVICE.mcp().send(message.replace('\'', '"')));
    }

    private static List<String> changes(int before) {
        return SERVICE.resend().requests().stream()
                .skip(before)
                .filter(request -> !request.method().equals("GET"))
                .map(RecordedRequest::bodyText)
                .toList();
    }
}
