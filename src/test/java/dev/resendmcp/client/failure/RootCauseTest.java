package dev.resendmcp.client.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The cause of a failure as callers and operators may see it. */
class RootCauseTest {
    @Test
    void periodAtItsEndIsLeftToTheSentenceAroundIt() {
        assertThat(text("Signature does not match.")).isEqualTo("Signature does not match");
        assertThat(text("...")).isEmpty();
    }

    private static String text(String message) {
        return RootCause.of(new IllegalStateException(new IOException(message))).text();
    }
}
