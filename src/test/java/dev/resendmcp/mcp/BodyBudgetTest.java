package dev.resendmcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Large bodies wait outside rather than fill the heap. */
class BodyBudgetTest {
    private static final long WHOLE = Runtime.getRuntime().maxMemory();

    private final BodyBudget budget = new BodyBudget(WHOLE);
    private final BodyBudget.Lease first = budget.lease();
    private final BodyBudget.Lease second = budget.lease();

    @Test
    void oneBodyOfTheLargestSizeAlwaysFits() {
        assertThat(first.widen(WHOLE)).isTrue();
    }

    @Test
    void bodiesAboveTheBudgetAreTurnedAwayUntilOneIsDone() {
        assertThat(first.widen(WHOLE)).isTrue();
        assertThat(second.widen(1)).isFalse();
        first.close();
        assertThat(second.widen(1)).isTrue();
    }

    @Test
    void roomGrowsWithWhatHasArrived() {
        assertThat(first.widen(WHOLE / 4)).isTrue();
        assertThat(first.widen(WHOLE / 2)).isTrue();
        assertThat(second.widen(WHOLE / 2 - 1)).isTrue();
    }

    @Test
    void closingTwiceGivesNoRoomThatIsNotThere() {
        first.widen(WHOLE / 2);
        first.close();
        first.close();
        assertThat(first.widen(WHOLE / 2 + 1)).isTrue();
        assertThat(second.widen(WHOLE / 2 + 1)).isFalse();
    }
}
