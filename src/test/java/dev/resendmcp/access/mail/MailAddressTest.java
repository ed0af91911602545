package dev.resendmcp.access.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "Ann <ANN@Example.COM.>,ann@example.com",
        "\"an\\n\"@b\u00fccher.example,ann@xn--bcher-kva.example",
        "ann(c)@(d)example.com,ann@example.com",
        "ann+x@example.com,ann+x@example.com"
    })
    void spellingsOfAMailboxAreOne(String text, String expected) {
        assertThat(MailAddress.parse(text).map(MailAddress::toString)).contains(expected);
    }

    static Stream<String> longTexts() {
        int many = 100_000;
        return Stream.of(
                "a".repeat(many) + " <x@example.com>",
                "\"" + "\\a".repeat(many) + "\" <x@example.com>",
                "x(" + "(".repeat(many) + ")".repeat(many) + ")@example.com",
                "a.".repeat(many) + "a@example.com",
                "x@" + "a.".repeat(many) + "example.com",
                "x@" + "\u0301".repeat(many) + ".example.com");
    }

    @ParameterizedTest
    @MethodSource("longTexts")
    void longTextIsNoAddress(String address) {
        assertThat(MailAddress.parse(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800bob@example.com", "bob\udc00@example.com", "Ann\ud800 <x@example.com>"})
    void halfACharacterIsNoAddress(String address) {
        assertThat(MailAddress.parse(address)).isEmpty();
    }
}
