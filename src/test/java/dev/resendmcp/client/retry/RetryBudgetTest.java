package dev.resendmcp.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Repeats are bounded in an outage and free while they help. */
class RetryBudgetTest {
    private final RetryBudget budget = new RetryBudget();

    @Test
    void outageGetsOneRepeatForFiveCallsAndTheReserve() {
        int taken = 0;
        for (int call = 0; call < 1_000; call++) {
            budget.called();
            while (budget.take()) {
                taken++;
            }
        }
        assertThat(taken).isBetween(205, 210);
    }

    @Test
    void everyCallGetsThroughWhileSixOfTenAttemptsFail() {
        Random chance = new Random(1);
        for (int call = 0; call < 2_000; call++) {
            budget.called();
            while (chance.nextInt(10) < 6) {
                assertThat(budget.take()).isTrue();
            }
            budget.answered();
        }
    }

    @Test
    void longCalmDoesNotPayForALongOutage() {
        for (int call = 0; call < 10_000; call++) {
            budget.called();
            budget.answered();
        }
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        assertThat(taken).isEqualTo(100);
    }
}
