package dev.resendmcp.mcp.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.mcp.message.EraClassifier.Message;
import dev.resendmcp.mcp.message.EraClassifier.Notification;
import dev.resendmcp.mcp.message.EraClassifier.Reject;
import dev.resendmcp.testing.McpCalls;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message is, by version header and body. */
class EraClassifierTest {
    private static final String META = "'params':{'_meta':{'io.modelcontextprotocol/protocolVersion':'";

    private static final String VERSION_5 = "'params':{'_meta':{'io.modelcontextprotocol/protocolVersion':5}}";

    private final EraClassifier classifier = new EraClassifier();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "no header                      | -          | 'id':1,'method':'tools/list'",
                "oldest served version          | 2025-06-18 | 'id':1,'method':'tools/list'",
                "newest served version          | 2025-11-25 | 'id':'a','method':'tools/list','params':{}",
                "assumed version                | 2025-03-26 | 'id':1,'method':'tools/list'",
                "initialize with unknown header | 2024-10-07 | 'id':1,'method':'initialize'",
                "version that is no text        | -          | 'id':1,'method':'tools/list'," + VERSION_5,
                "largest id                     | -          | 'id':9223372036854775807,'method':'ping'"
            })
    void legacyRequests(String why, String header, String body) {
        assertThat(classify(header, body))
                .isInstanceOfSatisfying(
                        McpRequest.class, asked -> assertThat(asked.modern()).isFalse());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "version in the body         | -          | 'id':1,'method':'tools/list'," + META + "2026-07-28'}}",
                "unknown version in the body | -          | 'id':1,'method':'tools/list'," + META + "v999.0.0'}}",
                "body against the header     | 2025-11-25 | 'id':1,'method':'tools/list'," + META + "2026-07-28'}}",
                "unknown method              | -          | 'id':1,'method':'no/such'," + META + "2026-07-28'}}",
                "body and header             | 2026-07-28 | 'id':1,'method':'tools/list'," + META + "2026-07-28'}}",
                "initialize with a version   | -          | 'id':1,'method':'initialize'," + META + "2026-07-28'}}"
            })
    void modernRequests(String why, String header, String body) {
        assertThat(classify(header, body))
                .isInstanceOfSatisfying(
                        McpRequest.class, asked -> assertThat(asked.modern()).isTrue());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "legacy           | 2025-11-25 | 'method':'notifications/initialized'",
                "without versions | -          | 'method':'notifications/initialized'",
                "modern by header | 2026-07-28 | 'method':'notifications/cancelled','params':{'requestId':1}",
                "modern by body   | -          | 'method':'notifications/cancelled'," + META + "2026-07-28'}}"
            })
    void notifications(String why, String header, String body) {
        assertThat(classify(header, body)).isInstanceOf(Notification.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "unknown old version              | -32022 | 2024-10-07 | 'id':1,'method':'tools/list'",
                "modern header without version    | -32602 | 2026-07-28 | 'id':1,'method':'tools/list'",
                "initialize with a modern header  | -32020 | 2026-07-28 | 'id':1,'method':'initialize'",
                "unknown modern header            | -32602 | v999.0.0   | 'id':1,'method':'tools/list'",
                "version that is no text          | -32602 | 2026-07-28 | 'id':1,'method':'tools/list'," + VERSION_5,
                "initialize, later header         | -32020 | v999.0.0   | 'id':1,'method':'initialize'",
                "empty header                     | -32022 | ''         | 'id':1,'method':'tools/list'",
                "null id                          | -32600 | -          | 'id':null,'method':'ping'",
                "fractional id                    | -32600 | -          | 'id':1.5,'method':'ping'",
                "huge id                          | -32600 | -          | 'id':9223372036854775808,'method':'ping'",
                "half of a surrogate pair as id   | -32600 | -          | 'id':'\\ud800','method':'ping'",
                "object id                        | -32600 | -          | 'id':{},'method':'ping'",
                "response                         | -32600 | -          | 'id':1,'result':{}",
                "error response                   | -32600 | -          | 'id':1,'error':{}",
                "no method                        | -32600 | -          | 'id':1",
                "method of no text                | -32600 | -          | 'id':1,'method':5",
                "params as an array               | -32600 | -          | 'id':1,'method':'ping','params':[]"
            })
    void rejected(String why, int code, String header, String body) {
        assertThat(classify(header, body)).isInstanceOfSatisfying(Reject.class, reject -> {
            assertThat(reject.error().status()).isEqualTo(400);
            assertThat(reject.error().code()).isEqualTo(code);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{'jsonrpc':'2.0','id':1,'method':'ping'}]",
                "5",
                "'ping'",
                "null",
                "true",
                "{}",
                "{'jsonrpc':'1.0','id':1,'method':'ping'}",
                "{'jsonrpc':2.0,'id':1,'method':'ping'}"
            })
    void bodiesThatAreNoMessages(String body) {
        assertThat(classifier.classify(Optional.empty(), McpCalls.json(body)))
                .isInstanceOfSatisfying(Reject.class, reject -> {
                    assertThat(reject.error().status()).isEqualTo(400);
                    assertThat(reject.error().code()).isEqualTo(RpcError.INVALID_REQUEST);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a'", "7", "-1", "9223372036854775807"})
    void aRejectionHasTheIdThatCouldBeRead(String id) {
        assertThat(classify(null, "'id':" + id + ",'method':5"))
                .isInstanceOfSatisfying(
                        Reject.class, reject -> assertThat(reject.id()).isEqualTo(McpCalls.json(id)));
    }

    private Message classify(String header, String body) {
        return classifier.classify(Optional.ofNullable(header), McpCalls.json("{'jsonrpc':'2.0'," + body + "}"));
    }
}
