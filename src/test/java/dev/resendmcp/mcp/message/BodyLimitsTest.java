package dev.resendmcp.mcp.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.ResendMcpConfiguration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BodyLimitsTest {
    private static final long MEBIBYTE = 1024 * 1024;

    @Test
    void bodiesMayHaveTheConfiguredSizeWhereTheHeapHoldsThem() {
        assertThat(contentLimit(1024)).isEqualTo(40_000_000);
    }

    @Test
    void bodiesAreNoLargerThanASmallHeapHolds() {
        assertThat(contentLimit(140)).isEqualTo(20 * MEBIBYTE);
    }

    @Test
    void aVerySmallHeapLeavesTheUsualLimit() {
        assertThat(contentLimit(5)).isEqualTo(MEBIBYTE);
    }

    private static long contentLimit(long mebibytes) {
        return BodyLimits.of(new ResendMcpConfiguration().mcp(), Set::of, mebibytes * MEBIBYTE)
                .content();
    }
}
