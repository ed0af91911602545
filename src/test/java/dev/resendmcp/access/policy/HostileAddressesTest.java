package dev.resendmcp.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses written to get round the lists. */
class HostileAddressesTest {
    @RegisterExtension
    static final ServiceExtension SERVICE = new ServiceExtension()
            .with("ALLOWED_RECIPIENTS", "example.com, *.example.com, b\u00fccher.example, ann@example.org")
            .with(
                    "DENIED_RECIPIENTS",
                    "bob@example.com, denied.example.com, *.denied.example.com, xn--bcher-kva.example.com");

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Another domain that looks like an allowed one.
                "eve@evil.test",
                "eve@example.com.evil.test",
                "eve@notexample.com",
                "eve@example.comevil.test",
                "eve@example-com.test",
                "eve@example.co",
                "eve@com",
                "eve@examp1e.com",
                "eve@ex\u0430mple.com",
                "eve@example.c\u043em",
                "eve@xn--exmple-4nf.com",
                "eve@example\u3002com\uff0eevil.test",
                "eve@EXAMPLE.COM.EVIL.TEST",
                "eve@evil.test.",
                "eve@evil\u3002test",
                "eve@fa\u00df.example.com",
                "eve@exam\u200dple.com",
                "eve@exam\u200bple.com",
                "eve@exam\u00adple.com",
                "eve@\u202emoc.elpmaxe",
                // More than one mailbox, or another one than is shown.
                "x@example.com,eve@evil.test",
                "x@example.com;eve@evil.test",
                "x@example.com eve@evil.test",
                "eve@evil.test, <x@example.com>",
                "\"eve@evil.test\" <x@example.com>",
                "<eve@evil.test> <x@example.com>",
                "x@example.com <eve@evil.test>",
                "\"x@example.com\" <eve@evil.test>",
                "(x@example.com) <eve@evil.test>",
                "x@example.com(eve@evil.test",
                "eve@evil.test(x@example.com)",
                "<x@example.com>eve@evil.test",
                "group:x@example.com,eve@evil.test;",
                "Ann <x@example.com>, Eve <eve@evil.test>",
                "<<eve@evil.test>>",
                "Eve <eve@evil.test",
                "eve@evil.test>",
                "mailto:eve@evil.test",
                "Eve; eve@evil.test <x@example.com>",
                // Relays and routes.
                "<@example.com:eve@evil.test>",
                "@example.com:eve@evil.test",
                "eve%evil.test@example.com",
                "evil.test!eve@example.com",
                "eve@evil.test@example.com",
                "x@example.com@evil.test",
                "\"eve@evil.test\"@example.com",
                "\"eve@evil.test,\"@example.com",
                "\"x y\"@evil.test",
                // Line breaks, controls and other spaces.
                "x@example.com\r\nBcc: eve@evil.test",
                "x@example.com\neve@evil.test",
                "x@example.com\u0000eve@evil.test",
                "x@example.com\u2028eve@evil.test",
                "x@example.com\u0085eve@evil.test",
                "Ann\r\nTo: e@evil.test <x@example.com>",
                "x@exa\tmple.com",
                "x@example.com%0d%0aBcc:eve@evil.test",
                "eve@evil.test\u00a0",
                "x @ evil.test",
                // No domain to judge.
                "eve@[192.0.2.1]",
                "eve@[IPv6:2001:db8::1]",
                "eve@192.0.2.1",
                "eve@localhost",
                "eve@",
                "@example.com",
                "eve",
                "",
                " ",
                "eve@-example.com",
                "eve@.example.com",
                "eve@example..com",
                "eve@a_b",
                "(comment)",
                "\"\"@evil.test",
                // Denied, in disguise.
                "bob@example.com",
                "BOB@EXAMPLE.COM",
                "bob+x@example.com",
                "Bob <bob@example.com>",
                "\"bob\"@example.com",
                "\"b\\ob\"@example.com",
                "bob(comment)@example.com",
                "(c)bob@example.com",
                "bob@example.com(c)",
                "bob@(c)example.com",
                "bob@example.com.",
                "bob@example\u3002com",
                "\uff42ob@example.com",
                "bob@\uff45xample.com",
                "b\u200bob@example.com",
                "x@denied.example.com",
                "x@Denied.Example.Com.",
                "x@a.b.denied.example.com",
                "x@b\u00fccher.example.com",
                "x@B\u00dcCHER.example.com",
                "x@bu\u0308cher.example.com",
                "x@XN--BCHER-KVA.example.com",
                "ann+tag@example.org",
                "\u212ann@example.org",
                // Other invisible characters, spaces and halves of characters.
                "b\u3164ob@example.com",
                "b\u115fob@example.com",
                "bo\u034fb@example.com",
                "bob\ufe0f@example.com",
                "bob\udb40\udd00@example.com",
                "b\u2800ob@example.com",
                "b\u180eob@example.com",
                "\u00a0bob@example.com",
                "bob\u2003@example.com",
                "bob\u200f@example.com",
                "bob\u2066@example.com",
                "\u24d1ob@example.com",
                "\ud835\udc1bob@example.com",
                "bob@\ud835\udc1example.com",
                "bob@example\u2024com",
                "bob@example\uff61com",
                // Words, comments and variables that hide an address.
                "=?utf-8?q?eve=40evil.test=2C?= <x@example.com>",
                "=?UTF-8?B?ZXZlQGV2aWwudGVzdCw=?= <x@example.com>",
                "=?utf-7?q?eve+AEA-evil.test?= <x@example.com>",
                "=?utf-8?x?eve?= <x@example.com>",
                "=?utf-8?b?%%%?= <x@example.com>",
                "=?utf-8?q?x=40evil.test?=",
                "=?utf-8?q?eve=40evil.test?=@example.com",
                "x(a(eve@evil.test)b)@example.com",
                "x(a(b)@example.com",
                "x@(eve@evil.test)example.com",
                "x@example.com (eve@evil.test)",
                "(x@example.com)eve@evil.test",
                "{{{EMAIL}}}",
                "{{EMAIL}}@example.com",
                "x@{{{DOMAIN}}}.example.com",
                // URLs, lists and objects as text.
                "x@example.com?bcc=eve@evil.test",
                "x@example.com?bcc=eve%40evil.test",
                "mailto:x@example.com?to=eve%40evil.test",
                "[\"x@example.com\",\"eve@evil.test\"]",
                "{\"email\":\"eve@evil.test\"}",
                "x@example.com/../eve",
                "x@example.com#eve@evil.test",
                "x@example.com:25",
                "x@example.com\\,eve@evil.test",
                // More relays, routes and groups.
                "<@example.com,@a.example.com:eve@evil.test>",
                "undisclosed-recipients:;",
                "a: x@example.com;",
                "\"eve%evil.test\"@example.com",
                "\"evil.test!eve\"@example.com",
                "eve\\@evil.test@example.com",
                "x@[example.com]",
                "eve@[127.0.0.1]",
                "eve@0x7f000001",
                "eve@2130706433",
                "eve@1.2.3.example.123",
                // Too long for any mailbox.
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com"
            })
    void nothingIsSent(String address) {
        int before = SERVICE.resend().requests().size();
        JsonNode content = send(address);
        assertThat(PolicyFixture.error(content)).as(content.toString()).isIn("policy_refused", "invalid_arguments");
        assertThat(PolicyFixture.changes(SERVICE.resend(), before)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x@example.com",
                "X@Example.COM",
                "x@example.com.",
                "Ann Example <x@example.com>",
                "\"Doe, Ann\" <x@example.com>",
                "x+tag@example.com",
                "x@a.b.example.com",
                "x@b\u00fccher.example",
                "x@xn--bcher-kva.example",
                "ann@example.org",
                "ANN@example.org",
                "\"ann\"@example.org",
                "ann(comment)@example.org",
                "J\u00fcrgen (Sales) <x@example.com>",
                "=?utf-8?q?J=C3=BCrgen?= <x@example.com>",
                "=?utf-8?b?SsO8cmdlbg==?= <x@example.com>",
                "\ud83d\ude00 Ann <x@example.com>",
                "x@a.example\u3002com",
                "o'neil@example.com",
                "a.b-c_d=e@example.com"
            })
    void usualSpellingsOfAllowedAddressesAreSent(String address) {
        JsonNode content = send(address);
        assertThat(PolicyFixture.error(content)).as(content.toString()).isNotEqualTo("policy_refused");
    }

    private static JsonNode send(String address) {
        ObjectNode mail = (ObjectNode) McpCalls.json("{'from':'a@sandbox.resend.dev','subject':'s','text':'t'}");
        mail.putArray("to").add("x@example.com").add(address);
        return SERVICE.mcp().call("send_email", mail);
    }
}
