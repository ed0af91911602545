package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.call.Caller;
import dev.resendmcp.call.CallerShares.Grant;
import dev.resendmcp.mcp.message.BodyLimits;
import dev.resendmcp.mcp.message.BodyRefusedException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Large bodies wait outside rather than fill the heap, and no caller takes the room of the others. */
class TrafficLimitsTest {
    private static final long USUAL = 1_000;
    private static final long LARGEST = 40_000;
    private static final long HEAP = 1_000_000;
    private static final Caller GREEDY = new Caller("greedy");
    private static final Caller MODEST = new Caller("modest");

    private final TrafficLimits room = room(HEAP);

    @Test
    void oneBodyOfTheLargestSizeFitsInTheSmallestHeap() throws BodyRefusedException {
        assertThat(room(1).body(GREEDY).widen(LARGEST)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void bodiesAboveTheBudgetAreTurnedAwayUntilOneIsDone() throws BodyRefusedException {
        TrafficLimits narrow = room(1);
        TrafficLimits.BodyLease first = narrow.body(GREEDY);
        TrafficLimits.BodyLease second = narrow.body(MODEST);
        assertThat(first.widen(LARGEST)).isEqualTo(Grant.GRANTED);
        assertThat(second.widen(LARGEST)).isEqualTo(Grant.ALL_FULL);
        first.close();
        assertThat(second.widen(LARGEST)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void callerLeavesRoomForTheLargestBodyOfAnother() throws BodyRefusedException {
        while (room.body(GREEDY).widen(LARGEST) == Grant.GRANTED) {
            // Until the share is taken.
        }
        assertThat(room.body(GREEDY).widen(LARGEST)).isEqualTo(Grant.CALLER_FULL);
        assertThat(room.body(MODEST).widen(LARGEST)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void smallBodiesAreTakenWhileLargeOnesFillTheirRoom() throws BodyRefusedException {
        TrafficLimits narrow = room(1);
        assertThat(narrow.body(GREEDY).widen(LARGEST)).isEqualTo(Grant.GRANTED);
        assertThat(narrow.body(MODEST).widen(USUAL)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void refusedGrowthTakesNothing() throws BodyRefusedException {
        TrafficLimits narrow = room(1);
        TrafficLimits.BodyLease large = narrow.body(GREEDY);
        large.widen(LARGEST);
        long before = narrow.bodyBytes();
        assertThat(narrow.body(MODEST).widen(LARGEST)).isEqualTo(Grant.ALL_FULL);
        assertThat(narrow.bodyBytes()).isEqualTo(before);
    }

    @Test
    void roomGrowsWithWhatHasArrived() throws BodyRefusedException {
        TrafficLimits.BodyLease lease = room.body(GREEDY);
        lease.widen(10);
        lease.widen(20_000);
        lease.widen(30_000);
        assertThat(room.bodyBytes()).isEqualTo(30_000);
    }

    @Test
    void closingTwiceGivesNoRoomThatIsNotThere() throws BodyRefusedException {
        TrafficLimits.BodyLease other = room.body(MODEST);
        other.widen(USUAL);
        TrafficLimits.BodyLease lease = room.body(GREEDY);
        lease.widen(LARGEST);
        lease.close();
        lease.close();
        assertThat(room.bodyBytes()).isEqualTo(USUAL);
    }

    private static TrafficLimits room(long heap) {
        return new TrafficLimits(new ResendMcpConfiguration().mcp(), new BodyLimits(USUAL, LARGEST, Set::of), heap);
    }
}
