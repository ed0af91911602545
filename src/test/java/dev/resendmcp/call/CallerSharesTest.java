package dev.resendmcp.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.call.CallerShares.Grant;
import org.junit.jupiter.api.Test;

/** No caller takes the budget from the others. */
class CallerSharesTest {
    private static final Caller GREEDY = new Caller("greedy");
    private static final Caller MODEST = new Caller("modest");
    private static final Caller THIRD = new Caller("third");

    private final CallerShares shares = CallerShares.halves(100);

    @Test
    void callerTakesHalfAtMost() {
        assertThat(shares.take(GREEDY, 50)).isEqualTo(Grant.GRANTED);
        assertThat(shares.take(GREEDY, 1)).isEqualTo(Grant.CALLER_FULL);
        assertThat(shares.take(MODEST, 50)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void allCallersTakeTheBudgetAtMost() {
        shares.take(GREEDY, 50);
        shares.take(MODEST, 50);
        assertThat(shares.take(THIRD, 1)).isEqualTo(Grant.ALL_FULL);
        assertThat(shares.taken()).isEqualTo(100);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        shares.take(GREEDY, 50);
        shares.give(GREEDY, 20);
        assertThat(shares.take(GREEDY, 21)).isEqualTo(Grant.CALLER_FULL);
        assertThat(shares.take(GREEDY, 20)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void oneAmountMayBeLargerThanTheShareButNotTwo() {
        assertThat(shares.takeWithOneLarger(GREEDY, 1_000)).isEqualTo(Grant.GRANTED);
        assertThat(shares.takeWithOneLarger(GREEDY, 1)).isEqualTo(Grant.CALLER_FULL);
        shares.give(GREEDY, 1_000);
        assertThat(shares.taken()).isZero();
    }

    @Test
    void oneLargerAmountLeavesTheBudgetToOthersButNoSecondOne() {
        assertThat(shares.takeWithOneLarger(GREEDY, 1_000)).isEqualTo(Grant.GRANTED);
        assertThat(shares.takeWithOneLarger(MODEST, 1_000)).isEqualTo(Grant.ALL_FULL);
        assertThat(shares.takeWithOneLarger(MODEST, 50)).isEqualTo(Grant.GRANTED);
        assertThat(shares.takeWithOneLarger(THIRD, 50)).isEqualTo(Grant.GRANTED);
        assertThat(shares.taken()).isEqualTo(1_100);
        shares.give(GREEDY, 1_000);
        assertThat(shares.takeWithOneLarger(GREEDY, 1_000)).isEqualTo(Grant.GRANTED);
    }
}
