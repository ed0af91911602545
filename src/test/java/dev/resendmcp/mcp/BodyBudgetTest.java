package dev.resendmcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Large bodies wait outside rather than fill the heap. */
class BodyBudgetTest {
    private static final long WHOLE = Runtime.getRuntime().maxMemory();

    @Test
    void oneBodyOfTheLargestSizeAlwaysFits() {
        assertThat(new BodyBudget(WHOLE).take(WHOLE)).isPresent();
    }

    @Test
    void bodiesAboveTheBudgetAreTurnedAwayUntilOneIsDone() {
        BodyBudget budget = new BodyBudget(WHOLE);
        BodyBudget.Lease first = budget.take(WHOLE).orElseThrow();
        assertThat(budget.take(1)).isEmpty();
        first.close();
        assertThat(budget.take(1)).isPresent();
    }

    @Test
    void closingTwiceGivesNoRoomThatIsNotThere() {
        BodyBudget budget = new BodyBudget(WHOLE);
        BodyBudget.Lease first = budget.take(WHOLE / 2).orElseThrow();
        first.close();
        first.close();
        assertThat(budget.take(WHOLE / 2 + 1)).isPresent();
        assertThat(budget.take(WHOLE / 2 + 1)).isEmpty();
    }
}
