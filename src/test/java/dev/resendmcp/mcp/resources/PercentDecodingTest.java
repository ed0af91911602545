package dev.resendmcp.mcp.resources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentDecodingTest {
    @ParameterizedTest
    @CsvSource({"abc,abc", "a%20b,a b", "a+b,a+b", "%C3%BC,ü", "ü,ü", "%2e%2E,..", "%252F,%2F", "a%2Fb,a/b"})
    void decodesOnce(String encoded, String decoded) {
        assertThat(AccountReader.decode(encoded)).hasValue(decoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz", "%C3", "%ff", "%ED%A0%80"})
    void refusesWhatIsNotWellFormed(String encoded) {
        assertThat(AccountReader.decode(encoded)).isEmpty();
    }

    @Test
    void emptyStaysEmpty() {
        assertThat(AccountReader.decode("")).hasValue("");
    }
}
