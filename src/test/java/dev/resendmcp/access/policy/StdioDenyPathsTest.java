package dev.resendmcp.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.policy.DeniedCalls.Row;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.McpCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same calls to a process over standard input, which has its policy from the environment. */
@Tag("slow")
class StdioDenyPathsTest {
    private static final String ALLOWED = "send_email";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"", PolicyFixture.META})
    void everyRuleIsNamedAndOnlyTheAllowedCallIsMade(String meta) throws IOException, InterruptedException {
        try (ResendSimulator resend = new ResendSimulator(1_000).start()) {
            DeniedCalls calls = new DeniedCalls(resend);
            int before = resend.requests().size();
            List<Row> rows = DeniedCalls.rows().toList();
            String lines = IntStream.range(0, rows.size())
                    .mapToObj(i -> line(i, rows.get(i), calls, meta))
                    .collect(Collectors.joining());
            Row allowed = new Row("", ALLOWED, "$MAIL,'to':'delivered@resend.dev'");
            Map<Integer, JsonNode> answers = answers(resend, lines + line(rows.size(), allowed, calls, meta));
            for (int i = 0; i < rows.size(); i++) {
                PolicyFixture.assertRefused(answers.get(i), rows.get(i).rule());
            }
            assertThat(answers.get(rows.size()).path("id").asText()).isNotEmpty();
            assertThat(PolicyFixture.changes(resend, before)).containsExactly("POST /emails");
        }
    }

    private static String line(int id, Row row, DeniedCalls calls, String meta) {
        String params = "{" + meta + "'name':'" + row.tool() + "','arguments':" + calls.arguments(row) + "}";
        return McpCalls.json("{'jsonrpc':'2.0','id':" + id + ",'method':'tools/call','params':" + params + "}") + "\n";
    }

    private Map<Integer, JsonNode> answers(ResendSimulator resend, String lines)
            throws IOException, InterruptedException {
        Map<String, String> variables = new HashMap<>(DeniedCalls.SETTINGS);
        variables.put("RESEND_API_KEY", SeedData.FULL_ACCESS_KEY);
        variables.put("RESEND_API_BASE_URL", resend.baseUri().toString());
        variables.put("RATE_LIMIT", "500");
        Path input = Files.writeString(directory.resolve("in"), lines);
        Process process = ApplicationProcess.in(directory, variables, List.of(), List.of("stdio", "config.yml"))
                .redirectInput(input.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(directory.resolve("out")).stream()
                .map(McpCalls::tree)
                .filter(message -> message.has("id"))
                .collect(Collectors.toMap(
                        message -> message.path("id").asInt(), message -> message.at("/result/structuredContent")));
    }
}
