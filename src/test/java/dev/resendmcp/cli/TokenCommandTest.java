package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.ApplicationProcess.Ended;
import dev.resendmcp.testing.CallersFixture;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code token create} as an operator runs it. */
@Tag("slow")
class TokenCommandTest {
    private static final Pattern TOKEN = Pattern.compile("rmcp_[a-z2-7]{10}_[a-z2-7]{52}");

    @TempDir
    Path directory;

    @Test
    void printedEntryWorksWhenItIsPastedIntoTheFile() throws Exception {
        String out = create(
                "support-agent",
                "--toolset",
                "sending,Topics",
                "--exclude-tool",
                "delete_topic",
                "--expires",
                "2999-01-31");
        String token = token(out);
        CallersFixture callers = new CallersFixture(directory);
        callers.writeText("callers:\n" + entry(out));
        try (ResendSimulator resend = new ResendSimulator(1_000).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of("CALLERS_FILE", callers.path().toString()))) {
            List<String> tools = new ArrayList<>();
            JsonNode list = service.mcp().as(token).ask("tools/list").path("tools");
            list.forEach(tool -> tools.add(tool.path("name").asText()));
            assertThat(tools).contains("send_email", "list_topics").doesNotContain("delete_topic", "list_domains");
            assertThat(service.mcp()
                            .as(token)
                            .call(
                                    "send_email",
                                    "{'from':'a@sandbox.resend.dev','to':'delivered@resend.dev','subject':'s','text':'t'}")
                            .path("id")
                            .asText())
                    .isNotEmpty();
        }
    }

    @Test
    void readOnlyTokenIsReadOnly() throws Exception {
        assertThat(entry(create("ann", "--read-only"))).contains("    read_only: true\n");
    }

    @Test
    void tokenIsPrintedOnceAndNowhereElse() throws Exception {
        String out = create("ann");
        Matcher tokens = TOKEN.matcher(out);
        assertThat(tokens.results()).hasSize(1);
        String token = token(out);
        assertThat(entry(out)).doesNotContain(token, token.substring(16));
        // What people copy into a shell stays in its history.
        assertThat(out).doesNotContain("export", "echo", "curl", "$");
        assertThat(Files.readString(directory.resolve("err"))).isEmpty();
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> directory.relativize(file).toString()))
                    .containsExactlyInAnyOrder("config.yml", "out", "err");
        }
    }

    @Test
    void eachTokenIsAnother() throws Exception {
        assertThat(token(create("ann"))).isNotEqualTo(token(create("ann")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../ann|The caller has an invalid name",
                "'ann: x'|The caller has an invalid name",
                "stdio|The caller has an invalid name",
                "ann --toolset sendin|--toolset: entry 1 is no toolset; did you mean sending?",
                "ann --toolset sending,topic|--toolset: entry 2 is no toolset; did you mean topics?",
                "ann --tool send_emial|--tool: entry 1 is no tool; did you mean send_email?",
                "ann --exclude-tool sendemail|--exclude-tool: entry 1 is no tool; did you mean send_email?",
                "ann --toolset ,|--toolset names nothing",
                "ann --expires tomorrow|--expires must be a date",
                "ann --expires 2020-01-01|--expires is over"
            })
    void whatCannotBeMeantIsRefused(String arguments, String sentence) throws Exception {
        Ended ended = run(arguments.replace(": x", ":x").split(" ", -1));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(String.join("\n", ended.err())).contains(sentence).doesNotContain("Exception", "\tat ");
        assertThat(Files.readString(directory.resolve("out"))).doesNotContain("rmcp_");
    }

    private String create(String... arguments) throws Exception {
        assertThat(run(arguments).code()).isZero();
        return Files.readString(directory.resolve("out"));
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        String[] all = Stream.concat(Stream.of("token", "create"), Stream.of(arguments))
                .toArray(String[]::new);
        return ApplicationProcess.run(directory, new String[0], all);
    }

    private static String token(String out) {
        Matcher token = TOKEN.matcher(out);
        assertThat(token.find()).isTrue();
        return token.group();
    }

    private static String entry(String out) {
        return out.substring(out.indexOf("  - name:"));
    }
}
