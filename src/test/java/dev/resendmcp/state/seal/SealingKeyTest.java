package dev.resendmcp.state.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** The secret that several instances share, or that one process makes up. */
class SealingKeyTest {
    private static final String SECRET = "s".repeat(32);

    @Test
    void keyHas256BitsAndFollowsFromTheSecret() {
        assertThat(SealingKey.of(SECRET).secret().getEncoded())
                .hasSize(32)
                .isEqualTo(SealingKey.of(SECRET).secret().getEncoded());
    }

    @Test
    void withoutASecretEveryKeyIsAnother() {
        assertThat(SealingKey.of(" ").secret().getEncoded())
                .isNotEqualTo(SealingKey.of(" ").secret().getEncoded());
        assertThat(SealingKey.of("").configured()).isFalse();
        assertThat(SealingKey.of(SECRET).configured()).isTrue();
    }

    @Test
    void shortSecretIsRefusedAndNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SealingKey.of("hunter2"))
                .withMessageContaining("32")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void keyPrintsMasked() {
        assertThat(SealingKey.of(SECRET).toString()).doesNotContain("s");
    }
}
