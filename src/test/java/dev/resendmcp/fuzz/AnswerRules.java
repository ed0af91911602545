package dev.resendmcp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ModernCalls;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold of every answer, whatever was asked. */
final class AnswerRules {
    /** What HTTP itself demands: a method or coding that is not implemented, a version that is not spoken. */
    private static final Set<Integer> OF_HTTP = Set.of(501, 505);

    private static final List<String> NEVER_SHOWN = List.of(
            "Exception",
            "java.",
            "javax.",
            "jakarta.",
            "jetty",
            "jackson",
            "dev.resendmcp",
            "\tat ",
            " at dev.",
            "Caused by",
            SeedData.FULL_ACCESS_KEY);

    /** The simulator calls its keys by their values. */
    private static final Pattern NAMES_OF_KEYS = Pattern.compile("name\\\\?\":\\\\?\"re_sandbox");

    /** JSON as this service takes it: no duplicate names, nothing after the end, no more than 64 levels and 1,000 digits. */
    private static final ObjectMapper STRICT = strict();

    private final String token;

    /** @param token of the caller, which no answer may repeat */
    AnswerRules(String token) {
        this.token = token;
    }

    /** Checks what came for a request that is well framed: exactly one answer, in JSON-RPC where MCP is served. */
    void check(HttpMessage sent, String wire) {
        // The HTTP server forgets the method of a request whose target it cannot read, and closes the connection.
        boolean bodiless = sent.method().equals("HEAD") && wire.endsWith("\r\n\r\n");
        List<HttpAnswer> answers = HttpAnswer.all(wire, bodiless);
        assertThat(answers).as("answers").hasSize(1);
        HttpAnswer answer = answers.get(0);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 499);
        checkNothingShown(answer);
        if (sent.method().equals("POST") && sent.target().equals("/mcp")) {
            checkMessage(answer, sent.body());
        }
    }

    /** Checks what came for bytes that may be no request, one, or several. */
    void check(String wire) {
        for (HttpAnswer answer : HttpAnswer.all(wire, false)) {
            assertThat(answer.status() < 500 || OF_HTTP.contains(answer.status()))
                    .as("status %d: %s", answer.status(), answer.body())
                    .isTrue();
            checkNothingShown(answer);
        }
    }

    /** Checks a JSON-RPC message from the service. */
    static void checkResponse(JsonNode message) {
        assertThat(message.path("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(message.has("result") ^ message.has("error"))
                .as("a result or an error")
                .isTrue();
        if (message.has("error")) {
            assertThat(message.at("/error/code").isIntegralNumber()).isTrue();
            assertThat(message.at("/error/message").asText()).isNotBlank();
        }
        JsonNode id = message.path("id");
        assertThat(id.isMissingNode() || id.isTextual() || id.isIntegralNumber())
                .as("id %s", id)
                .isTrue();
    }

    /** Checks that a text for a client holds nothing of the inside. */
    static void checkNothingShown(String shown) {
        String text = NAMES_OF_KEYS.matcher(shown).replaceAll("");
        for (String word : NEVER_SHOWN) {
            // The assertion itself would print the whole text.
            int at = text.indexOf(word);
            assertThat(at < 0 ? "" : text.substring(Math.max(0, at - 100), Math.min(text.length(), at + 200)))
                    .as("shows %s", word)
                    .isEmpty();
        }
    }

    /** The message that these bytes are, if they are strictly one of JSON. */
    static Optional<JsonNode> json(byte[] bytes) {
        try {
            JsonNode json = STRICT.readTree(bytes);
            return Optional.ofNullable(json).filter(node -> !node.isMissingNode());
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void checkNothingShown(HttpAnswer answer) {
        checkNothingShown(answer.body());
        checkNothingShown(answer.headers().toString());
        assertThat(answer.body()).as("shows the token").doesNotContain(token);
    }

    private static void checkMessage(HttpAnswer answer, byte[] sent) {
        if (answer.status() == 202) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        boolean stream = answer.headers().getOrDefault("content-type", "").startsWith("text/event-stream");
        List<JsonNode> messages = stream ? ModernCalls.events(answer.body()) : List.of(McpCalls.tree(answer.body()));
        JsonNode last = messages.get(messages.size() - 1);
        if (last.path("method").asText().equals("notifications/subscriptions/acknowledged")) {
            return;
        }
        checkResponse(last);
        assertThat(last.has("result") && answer.status() != 200)
                .as("a result with status %d", answer.status())
                .isFalse();
        JsonNode id = json(sent).map(json -> json.path("id")).orElse(last.path("id"));
        assertThat(last.path("id")).as("id").isIn(id, McpCalls.tree("{}").path("id"));
        assertThat(answer.status() == 200 && !last.has("id"))
                .as("a result or error of a request without its id")
                .isFalse();
    }

    private static ObjectMapper strict() {
        ObjectMapper mapper = JsonMapper.builder()
                .nodeFactory(new ThousandDigits())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(64).build());
        return mapper;
    }

    private static final class ThousandDigits extends JsonNodeFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public ValueNode numberNode(BigDecimal value) {
            if (Math.abs((long) value.scale()) > 1_000) {
                throw new NumberFormatException();
            }
            return super.numberNode(value);
        }
    }
}
