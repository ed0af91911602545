package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ApplicationProcess.Ended;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the process does with settings that do not let it start: exit code 1, one sentence, no stack trace. */
@Tag("slow")
class StartTest extends StartFixture {
    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | RESEND_API_KEY is not set: give it your Resend API key",
                "RESEND_API_KEY=hunter2 | RESEND_API_KEY (resend.apiKey in config.yml) does not look like a Resend API"
                        + " key",
                "RESEND_API_KEY=re_xxxxxxxx | RESEND_API_KEY (resend.apiKey in config.yml) still holds the placeholder",
                KEY
                        + " RESEND_API_BASE_URL=nonsense | RESEND_API_BASE_URL (resend.baseUrl in config.yml) must be"
                        + " an https URL",
                KEY
                        + " RESEND_API_BASE_URL=http://api.example.org | RESEND_API_BASE_URL (resend.baseUrl in config.yml) must be an https URL",
                KEY
                        + " RATE_LIMIT=many | RATE_LIMIT (resend.rateLimit in config.yml) must be a whole number between 1 and 1000.",
                KEY
                        + " RATE_LIMIT=0 | RATE_LIMIT (resend.rateLimit in config.yml) must be a whole number between 1 and 1000.",
                KEY
                        + " DEDUPLICATION_WINDOW=25h | DEDUPLICATION_WINDOW (sends.deduplicationWindow in config.yml) must be a duration such as 500ms, 30s or 10m, at most 24h.",
                KEY
                        + " MCP_PORT=99999 | MCP_PORT (server.applicationConnectors[0].port in config.yml) must be a whole number between 0 and 65535",
                KEY + " MCP_HOST=0.0.0.0 | MCP_AUTH_TOKENS is not set, and MCP_HOST lets other machines in",
                KEY + " AUTH_TYPE=resend-key | RESEND_API_KEY is set, but AUTH_TYPE is resend-key",
                "AUTH_TYPE=resend-key MCP_AUTH_TOKENS=tttttttttttttttttttttttttttttttt | MCP_AUTH_TOKENS is set, but"
                        + " AUTH_TYPE is resend-key",
                "AUTH_TYPE=resend-key STATE_TYPE=redis REDIS_URL=redis://127.0.0.1:1 | CONFIRMATION_KEY is not set, and"
                        + " AUTH_TYPE is resend-key",
                "AUTH_TYPE=resend-key MAX_RESEND_KEYS=0 | MAX_RESEND_KEYS (auth.maxResendKeys in config.yml) must be a"
                        + " whole number between 1 and 10000",
                KEY + " ADMIN_HOST=0.0.0.0 | ADMIN_TOKENS is not set, and ADMIN_HOST lets other machines in",
                KEY
                        + " ADMIN_TOKENS=ann:short | ADMIN_TOKENS (adminAccess.tokens in config.yml) must be entries"
                        + " name:token",
                KEY
                        + " MCP_AUTH_TOKENS=short | MCP_AUTH_TOKENS (access.tokens in config.yml) must be tokens of at"
                        + " least 32",
                KEY
                        + " MCP_ALLOWED_HOSTS=, | MCP_ALLOWED_HOSTS (mcp.allowedHosts in config.yml) must have at"
                        + " least one entry",
                KEY
                        + " CONFIRM_TOOLS=destructive,delete_domian | CONFIRM_TOOLS (access.confirm): entry 2 is no tool,"
                        + " toolset or word; did you mean delete_domain?",
                KEY
                        + " APPROVE_TOOLS=marketin | APPROVE_TOOLS (approvals.tools): entry 1 is no tool, toolset or word; did you"
                        + " mean marketing?",
                KEY + " TOOLSETS=marketin | TOOLSETS (tools.toolsets): entry 1 is no toolset; did you mean marketing?",
                KEY
                        + " CONFIRMATION_KEY=hunter2 | CONFIRMATION_KEY (access.confirmationKey in config.yml) must"
                        + " have at least 32",
                KEY
                        + " HTTPS_PROXY=socks5://127.0.0.1:1 | HTTPS_PROXY (resend.proxy.https in config.yml) must be"
                        + " the address of an",
                KEY + " RESEND_CA_FILE=missing.pem | RESEND_CA_FILE (resend.caFile in config.yml) names a file that",
                KEY + " RESEND_CA_FILE=config.yml | RESEND_CA_FILE (resend.caFile in config.yml) names a file",
                KEY + " LOG_FORMAT=plain | LOG_FORMAT (logging.format in config.yml) must be one of auto, json, text",
                KEY
                        + " LOG_DIR=*logs | LOG_DIR (server.requestLog.appenders[1].currentLogFilename in config.yml)"
                        + " must be a directory without any of * ? +",
                KEY + " DEBUG=loud | DEBUG (logging.debug in config.yml) must be true"
            })
    void wrongSettingEndsTheProcessWithOneSentence(String environment, String sentence) throws Exception {
        Ended ended = run(environment.split(" "), "server", "config.yml");
        assertThat(ended.err()).singleElement().asString().startsWith(sentence).matches(".*[.?]");
        assertThat(ended.code()).isEqualTo(1);
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | RESEND_API_KEY is not set: give it your Resend API key",
                KEY
                        + " RATE_LIMIT=many | RATE_LIMIT (resend.rateLimit in config.yml) must be a whole number between 1 and 1000.",
                KEY
                        + " RATE_LIMIT=0 | RATE_LIMIT (resend.rateLimit in config.yml) must be a whole number between 1 and 1000.",
                KEY
                        + " DEDUPLICATION_WINDOW=25h | DEDUPLICATION_WINDOW (sends.deduplicationWindow in config.yml) must be a duration such as 500ms, 30s or 10m, at most 24h.",
                KEY
                        + " CONFIRMATION_KEY=hunter2 | CONFIRMATION_KEY (access.confirmationKey in config.yml) must"
                        + " have at least 32",
                KEY
                        + " LOG_DIR=logs[1 | LOG_DIR (server.requestLog.appenders[1].currentLogFilename in config.yml)"
                        + " must be a directory without any of * ? +",
                "AUTH_TYPE=resend-key | AUTH_TYPE is resend-key, which needs callers over HTTP",
                KEY + " REPLICAS=0 | REPLICAS (state.replicas in config.yml) must be",
                KEY + " DEBUG=loud | DEBUG (logging.debug in config.yml) must be true"
            })
    void wrongSettingEndsStdioWithTheSameSentence(String environment, String sentence) throws Exception {
        Ended ended = run(environment.split(" "), "stdio", "config.yml");
        assertThat(ended.err()).singleElement().asString().startsWith(sentence).endsWith(".");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void noValueOfAVariableBreaksTheFile() throws Exception {
        String[] environment = {
            KEY,
            "MCP_HOST=::",
            "ADMIN_HOST=::1",
            "MCP_AUTH_TOKENS=" + "*&!".repeat(12),
            "CONFIRMATION_KEY=a: b # \"c\" \\d 'e' {f} *g &h !i %j @k",
            "REDIS_URL=redis://user:a*b&c!%23@127.0.0.1:6379/1",
            "STATE_DIR=state: \"one\" #\\two",
            "LOG_DIR=logs: #1"
        };
        Ended ended = run(environment, "check", "config.yml");
        assertThat(ended.code()).as("%s", ended.err()).isZero();
        Files.createFile(directory.resolve("state: \"one\" #\\two"));
        assertThat(run(environment, "check", "config.yml").err())
                .singleElement()
                .asString()
                .startsWith("STATE_DIR cannot be written (state: \"one\" #\\two): ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RESEND_API_KEY",
                "RESEND_API_BASE_URL",
                "RATE_LIMIT",
                "MCP_PORT",
                "STATE_TYPE",
                "REDIS_URL",
                "REPLICAS"
            })
    void valueThatIsWrongIsNamedByItsVariable(String name) throws Exception {
        String wrong = name + "=: \"*# &\\";
        String[] environment = KEY.startsWith(name) ? new String[] {wrong} : new String[] {KEY, wrong};
        Ended ended = run(environment, "check", "config.yml");
        assertThat(ended.err()).singleElement().asString().startsWith(name + " (");
    }

    @Test
    void secretsAreNotRepeated() throws Exception {
        Ended ended = run(new String[] {"RESEND_API_KEY=hunter2"}, "server", "config.yml");
        assertThat(ended.err().toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "stdio"})
    void misspeltVariableIsWarnedOf(String command) throws Exception {
        Ended ended = run(
                new String[] {KEY, "MCP_HOST=0.0.0.0", "MCP_AUTH_TOKEN=x", "CONFIRM_TOOLS=no_tool"},
                command,
                "config.yml");
        assertThat(ended.err())
                .anySatisfy(line -> assertThat(line)
                        .contains("\"WARN\"")
                        .contains("MCP_AUTH_TOKEN is set, but nothing reads it; did you mean MCP_AUTH_TOKENS?"));
    }

    @Test
    void nothingIsPrintedToStandardOutput() throws Exception {
        run(new String[] {KEY, "MCP_HOST=192.0.2.1", "MCP_AUTH_TOKENS=" + "t".repeat(32)}, "server", "config.yml");
        assertThat(directory.resolve("out")).isEmptyFile();
    }
}
