package dev.resendmcp.early;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered before the service runs, and what is left to it. */
class EarlyAnswersTest {
    private static final String MODERN = "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28'";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'jsonrpc':'2.0','id':1,'method':'tools/list'} | {'jsonrpc':'2.0','id':1,'result':['list']}",
                "{'jsonrpc':'2.0','id':'a\\\"b','method':'tools/list','params':{}}"
                        + " | {'jsonrpc':'2.0','id':'a\\\"b','result':['list']}",
                "{'method':'tools/list','params':{'_meta':{'progressToken':1}},'id':-7,'jsonrpc':'2.0'}"
                        + " | {'jsonrpc':'2.0','id':-7,'result':['list']}",
                "{'jsonrpc':'2.0','id':1,'method':'tools/list','params':{" + MODERN
                        + ",'io.modelcontextprotocol/clientCapabilities':{}}}} | {'jsonrpc':'2.0','id':1,'result':['modern']}",
                "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-06-18','capabilities':{}}}"
                        + " | {'jsonrpc':'2.0','id':0,'result':['hello']}"
            })
    void preparedRequestIsAnsweredWithItsId(String request, String answer) throws IOException {
        EarlyAnswers answers = begin(request);
        assertThat(new String(answers.in().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(said()).isEqualTo(quoted(answer) + "\n");
        assertThat(answers.takeOver()).containsExactly(line(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'list_domains'}}",
                "{'jsonrpc':'2.0','id':1,'method':'tools/list','params':{'cursor':'x'}}",
                "{'jsonrpc':'2.0','id':1,'method':'tools/list','params':{" + MODERN + "}}}",
                "{'jsonrpc':'2.0','id':1,'id':2,'method':'tools/list'}",
                "{'jsonrpc':'2.0','id':null,'method':'tools/list'}",
                "{'jsonrpc':'2.0','id':1.5,'method':'tools/list'}",
                "{'jsonrpc':'2.0','id':12345678901234567890,'method':'tools/list'}",
                "{'jsonrpc':'2.0','method':'tools/list'}",
                "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'1999-01-01'}}",
                "{'id':1,'method':'tools/list'}",
                "[{'jsonrpc':'2.0','id':1,'method':'tools/list'}]",
                "{'jsonrpc':'2.0','id':1,'method':'tools/list'} x",
                "nonsense"
            })
    void otherMessageIsLeftToTheService(String request) throws IOException {
        EarlyAnswers answers = begin(request);
        assertThat(answers.in().readAllBytes()).isEqualTo(line(request));
        assertThat(said()).isEmpty();
        assertThat(answers.takeOver()).isEmpty();
    }

    @Test
    void longMessageAndTheRestReachTheServiceUnchanged() throws IOException {
        String large = "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'x':'" + "y".repeat(30_000) + "'}}";
        EarlyAnswers answers = begin(large, "{'jsonrpc':'2.0','id':2,'method':'ping'}");
        assertThat(new String(answers.in().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(quoted(large) + "\n" + quoted("{'jsonrpc':'2.0','id':2,'method':'ping'}") + "\n");
    }

    @Test
    void nothingIsAnsweredEarlyOnceTheServiceHasTakenOver() throws IOException {
        PipedOutputStream client = new PipedOutputStream();
        EarlyAnswers answers = EarlyAnswers.begin(prepared(""), new PipedInputStream(client), out)
                .orElseThrow();
        assertThat(answers.takeOver()).isEmpty();
        byte[] request = line("{'jsonrpc':'2.0','id':1,'method':'tools/list'}");
        client.write(request);
        client.close();
        assertThat(answers.in().readAllBytes()).isEqualTo(request);
        assertThat(said()).isEmpty();
    }

    @Test
    void settingsOfTheProjectAllowPreparedAnswers() throws IOException {
        assertThat(allowed(
                        Map.of("RESEND_API_KEY", "re_xxxxxxxx"), "RATE_LIMIT=10\n# CONFIRM_TOOLS=\n", "# a comment\n"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONFIRM_TOOLS", "DEDUPLICATION_WINDOW", "DEDUPLICATION_WINDOW_FILE"})
    void variableThatIsNotKnownToBeHarmlessWaitsForTheService(String name) throws IOException {
        assertThat(allowed(Map.of(name, "x"), "", "")).isFalse();
        assertThat(allowed(Map.of(), "export " + name + "=x\n", "")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOOLSETS", "TOOLS", "EXCLUDE_TOOLS", "READ_ONLY"})
    void choiceOfToolsInTheEnvironmentIsHeededEarlyAndInAFileWaitsForTheService(String name) throws IOException {
        assertThat(allowed(Map.of(name, "x"), "", "")).isTrue();
        assertThat(allowed(Map.of(), name + "=x\n", "")).isFalse();
        assertThat(allowed(Map.of(name + "_FILE", "x"), "", "")).isFalse();
    }

    @Test
    void changedConfigurationFileWaitsForTheService() throws IOException {
        assertThat(allowed(Map.of(), "", "other: 1\n")).isFalse();
    }

    private boolean allowed(Map<String, String> environment, String dotEnv, String more) throws IOException {
        Path file = directory.resolve("config.yml");
        String text = Files.readString(Path.of("config.yml"));
        Files.writeString(file, text + more);
        Files.writeString(directory.resolve(".env"), dotEnv);
        return EarlySettings.allow(prepared(text), file.toString(), environment, new Properties());
    }

    private EarlyAnswers begin(String... lines) throws IOException {
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        for (String line : lines) {
            in.write(line(line));
        }
        return EarlyAnswers.begin(prepared(""), new ByteArrayInputStream(in.toByteArray()), out)
                .orElseThrow();
    }

    private static PreparedAnswers prepared(String configuration) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Map<String, byte[]> results = Map.of(
                PreparedAnswers.key("tools/list", ""), quoted("['list']").getBytes(StandardCharsets.UTF_8),
                PreparedAnswers.key("tools/list", "2026-07-28"),
                        quoted("['modern']").getBytes(StandardCharsets.UTF_8),
                PreparedAnswers.key("initialize", "2025-06-18"),
                        quoted("['hello']").getBytes(StandardCharsets.UTF_8));
        PreparedAnswers.write(file, configuration, new PreparedTools(Map.of(), Map.of()), results);
        return PreparedAnswers.read(new ByteArrayInputStream(file.toByteArray()));
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private static byte[] line(String text) {
        return (quoted(text) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
