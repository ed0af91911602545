package dev.resendmcp.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files {@code .env} are read, and what is said of the others. */
class EnvFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A=a b",
                "export A=a b",
                "  export   A=a b  ",
                "\uFEFFA=a b",
                "A=a b\r\nB=1\r\n",
                "A = a b",
                "A=\"a b\"",
                "A='a b'",
                "A=a b # comment",
                "A=\"a b\" # comment",
                "# comment\n\nA=a b"
            })
    void formsThatAreRead(String text) throws IOException {
        assertThat(EnvFile.read(file(text))).containsEntry("A", "a b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=a#b | a#b",
                "A=it's so | it's so",
                "A='say \"a\"' | say \"a\"",
                "A=\"a # b\" | a # b",
                "A=#a | #a",
                "A=a=b | a=b",
                "A=C:\\new | C:\\new"
            })
    void valuesAreTakenAsTheyStand(String text, String value) throws IOException {
        assertThat(EnvFile.read(file(text))).containsEntry("A", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=", "A=\"\"", "A= # comment"})
    void valueMayBeEmpty(String text) throws IOException {
        assertThat(EnvFile.read(file(text))).containsEntry("A", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hunter2 | it must be NAME=value, or a comment that begins with #.",
                "A: hunter2 | it must be NAME=value, or a comment that begins with #.",
                "2A=hunter2 | it must be NAME=value, or a comment that begins with #.",
                "A=\"hunter2 | the value of A begins with a quote that is not closed on this line.",
                "A='hunter2\" | the value of A begins with a quote that is not closed on this line.",
                "A=hunter2\" | the value of A ends with a quote, but does not begin with one.",
                "A=\"hunter\"2 | there is text after the closing quote of A;",
                "B=hunter2 | B is already set on line 2; remove one of the two."
            })
    void mistakeIsNamedWithItsLineAndWithoutTheValue(String line, String reason) throws IOException {
        Path file = file("# first line\nB=1\n" + line + "\n");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> EnvFile.read(file))
                .withMessageStartingWith(file + ", line 3: " + reason)
                .withMessageNotContaining("hunter");
    }

    @Test
    void missingFileHasNoVariables() {
        assertThat(EnvFile.read(directory.resolve(".env"))).isEmpty();
    }

    @Test
    void directoryInItsPlaceIsNamed() throws IOException {
        Path file = Files.createDirectory(directory.resolve(".env"));
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> EnvFile.read(file))
                .withMessage(file + " is a directory, not a file.");
    }

    private Path file(String text) throws IOException {
        return Files.write(directory.resolve(".env"), text.getBytes(StandardCharsets.UTF_8));
    }
}
