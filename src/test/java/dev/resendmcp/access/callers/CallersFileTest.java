package dev.resendmcp.access.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.resendmcp.toolsets.Toolsets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fault in a file of callers is named by line and key, without the value. */
class CallersFileTest {
    private static final int MANY = 1_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "callers: 5|line 1|callers: and a list",
                "others: []|line 1|callers: and a list",
                "callers: [{name: ann}, {name: ann}]|line 1|callers[1].name is the same as callers[0].name",
                "callers: [{name: ann, toolset: [core]}]|line 1|callers[0].toolset is no key of an entry; did you mean toolsets?",
                "callers: [{name: ann, toolsets: [cor]}]|line 1|callers[0].toolsets entry 1 is no toolset; did you mean core?",
                "callers: [{name: ann, tools: [send_email, hunter2]}]|line 1|callers[0].tools entry 2 is no tool",
                "callers: [{name: ann, exclude_tools: [send_emial]}]|line 1|did you mean send_email?",
                "callers: [{name: ann, toolsets: []}]|line 1|toolsets is empty",
                "callers: [{name: 'hunter 2'}]|line 1|has an invalid name",
                "callers: [{name: stdio}]|line 1|has an invalid name",
                "callers: [{toolsets: [core]}]|line 1|needs a name",
                "callers: [{name: ann, token_hash: hunter2}]|line 1|callers[0].token_hash",
                "callers: [{name: ann, expires: tomorrow}]|line 1|callers[0].expires must be a date",
                "callers: [{name: ann, read_only: maybe}]|line 1|callers[0].read_only has a value of the wrong kind",
                "callers: [{name: ann, budgets: {calls_per_minute: -1}}]|line 1|budgets.calls_per_minute must be at least 0",
                "callers: [{name: ann, name: bob}]|line 1|has a key twice",
                "callers: [null]|line 1|callers[0]",
                "'callers: [{name: ann'|line 1|is not valid YAML"
            })
    void faultIsNamed(String text, String line, String sentence) throws IOException {
        assertThatExceptionOfType(CallersFileException.class)
                .isThrownBy(() -> read(text, "rw-------"))
                .withMessageContaining(line)
                .withMessageContaining(sentence)
                .withMessageNotContaining("hunter")
                .withMessageNotContaining("tomorrow")
                .withMessageNotContaining("Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "toolset: [core]|line 5: callers[1].toolset is no key",
                "toolsets:~  - core~  - cor|line 7: callers[1].toolsets entry 2 is no toolset",
                "toolsets:~  - core~tools: [send_email]~exclude_tools:~  - send_emial|line 9: callers[1].exclude_tools entry 1",
                "expires: tomorrow|line 5: callers[1].expires must be a date",
                "read_only: maybe|line 5: callers[1].read_only has a value of the wrong kind",
                "policy:~  no_bcc: true~  alowed_from: x|line 7: callers[1].policy.alowed_from is no key",
                "policy:~  max_recipients: 0|line 6: callers[1] policy.max_recipients must be at least 1",
                "budgets:~  calls_per_minute: 5~  recipients_per_day: -1|line 7: callers[1] budgets.recipients_per_day",
                "toolsets: []|line 5: callers[1] toolsets is empty",
                "token_hash: hunter2|line 5: callers[1].token_hash"
            })
    void faultIsNamedByItsOwnLine(String keys, String sentence) {
        String text =
                "callers:\n  # A comment.\n  - name: ann\n  - name: bob\n    " + keys.replace("~", "\n    ") + "\n";
        assertThatExceptionOfType(CallersFileException.class)
                .isThrownBy(() -> read(text, "rw-------"))
                .withMessageContaining(sentence);
    }

    @Test
    void fileThatOthersMayReadIsRefused() {
        assertThatExceptionOfType(CallersFileException.class)
                .isThrownBy(() -> read("callers: []", "rw-r-----"))
                .withMessageContaining("set its mode to 0600");
    }

    @Test
    void twoTokensOfACallerAreGoodWhileOneReplacesTheOther() throws Exception {
        CallerToken old = CallerToken.create();
        CallerToken fresh = CallerToken.create();
        CallerDirectory callers = read(
                "callers: [{name: ann, token_hash: ['" + old.hash().text() + "', '"
                        + fresh.hash().text() + "']}]",
                "rw-------");
        assertThat(callers.byToken(old.text())).isPresent().isEqualTo(callers.byToken(fresh.text()));
    }

    @Test
    void thousandCallersAreReloaded() throws Exception {
        StringBuilder text = new StringBuilder("callers:\n");
        CallerToken last = CallerToken.create();
        for (int i = 0; i < MANY; i++) {
            CallerToken token = i == MANY - 1 ? last : CallerToken.create();
            text.append("  - name: caller-").append(i).append("\n    token_hash: \"");
            text.append(token.hash().text()).append("\"\n    toolsets: [core, webhooks]\n");
        }
        CallerDirectory callers = read(text.toString(), "rw-------");
        long begin = System.nanoTime();
        assertThat(callers.reload()).isTrue();
        System.err.printf(
                "[callers] a reload of %d callers took %d ms%n",
                MANY, Duration.ofNanos(System.nanoTime() - begin).toMillis());
        assertThat(callers.byToken(last.text())).isPresent();
        assertThat(callers.names()).hasSize(MANY);
    }

    private CallerDirectory read(String text, String mode) throws IOException, CallersFileException {
        Path file = directory.resolve("callers.yml");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return CallerDirectory.of(file, Toolsets.ofCatalogue(), Clock.systemUTC());
    }
}
