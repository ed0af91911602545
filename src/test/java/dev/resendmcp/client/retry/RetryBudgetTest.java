package dev.resendmcp.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Repeats are bounded in an outage and free while they help. */
class RetryBudgetTest {
    private final RetryRules rules = new RetryRules();

    @Test
    void outageGetsOneRepeatForFiveCallsAndTheReserve() throws InterruptedException {
        int taken = 0;
        for (int call = 0; call < 1_000; call++) {
            rules.begin();
            while (rules.take(0)) {
                taken++;
            }
        }
        assertThat(taken).isBetween(205, 210);
    }

    @Test
    void everyCallGetsThroughWhileSixOfTenAttemptsFail() throws InterruptedException {
        Random chance = new Random(1);
        for (int call = 0; call < 2_000; call++) {
            rules.begin();
            while (chance.nextInt(10) < 6) {
                assertThat(rules.take(0)).isTrue();
            }
            rules.answered();
        }
    }

    @Test
    void longCalmDoesNotPayForALongOutage() throws InterruptedException {
        for (int call = 0; call < 10_000; call++) {
            rules.begin();
            rules.answered();
        }
        int taken = 0;
        while (rules.take(0)) {
            taken++;
        }
        assertThat(taken).isEqualTo(100);
    }
}
