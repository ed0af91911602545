package dev.resendmcp.mcp.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mirrored header values: literal and encoded ones, and those that are neither. */
class HeaderValueTest {
    @ParameterizedTest
    @CsvSource({
        "list_emails, list_emails",
        "=?base64?SGVsbG8=?=, Hello",
        "=?base64?SGVsbG8h?=, Hello!",
        "=?base64?R3LDvMOfZQ==?=, Grüße",
        "=?base64??=, ''",
        // Not whole wrappers, so literals.
        "=?base64?SGVsbG8=, =?base64?SGVsbG8=",
        "SGVsbG8=?=, SGVsbG8=?=",
        "=?BASE64?SGVsbG8=?=, =?BASE64?SGVsbG8=?=",
        "=?base64?=, =?base64?="
    })
    void decodes(String header, String value) {
        assertThat(ModernRequestValidator.decode(header)).hasValue(value);
    }

    @Test
    void blanksAroundAValueAreNoPartOfIt() {
        assertThat(ModernRequestValidator.decode(" \tlist_emails\t ")).hasValue("list_emails");
    }

    @Test
    void aTabInsideAValueIsAllowed() {
        assertThat(ModernRequestValidator.decode("a\tb c")).hasValue("a\tb c");
    }

    @Test
    void blanksInsideAnEncodedValueAre() {
        assertThat(ModernRequestValidator.decode("=?base64?IGEg?=")).hasValue(" a ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Padding that is missing, too much, or in the wrong place.
                "=?base64?SGVsbG8?=",
                "=?base64?SGVsbG8==?=",
                "=?base64?SGVs=bG8?=",
                // Bits after the end.
                "=?base64?SGVsbG9=?=",
                // Letters of another alphabet.
                "=?base64?SGVs!!!bG8=?=",
                "=?base64?_-8=?=",
                "=?base64?SGVs bG8=?=",
                // Not UTF-8.
                "=?base64?/w==?=",
                // Not for headers.
                "Grüße",
                "a\u0001b",
                "a\u007fb"
            })
    void refuses(String header) {
        assertThat(ModernRequestValidator.decode(header)).isEmpty();
    }
}
