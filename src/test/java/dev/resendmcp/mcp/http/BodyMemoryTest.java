package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.call.Caller;
import dev.resendmcp.mcp.limits.BodyLimits;
import dev.resendmcp.mcp.limits.CallerShares.Grant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Large bodies wait outside rather than fill the heap, and no caller takes the room of the others. */
class BodyMemoryTest {
    private static final long USUAL = 1_000;
    private static final long LARGEST = 40_000;
    private static final long HEAP = 1_000_000;
    private static final Caller GREEDY = new Caller("greedy");
    private static final Caller MODEST = new Caller("modest");

    private final BodyMemory room = room(HEAP);

    @Test
    void oneBodyOfTheLargestSizeFitsInTheSmallestHeap() {
        assertThat(room(1).lease(GREEDY).widen(LARGEST)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void bodiesAboveTheBudgetAreTurnedAwayUntilOneIsDone() {
        BodyMemory narrow = room(1);
        BodyMemory.Lease first = narrow.lease(GREEDY);
        BodyMemory.Lease second = narrow.lease(MODEST);
        assertThat(first.widen(LARGEST)).isEqualTo(Grant.GRANTED);
        assertThat(second.widen(LARGEST)).isEqualTo(Grant.ALL_FULL);
        first.close();
        assertThat(second.widen(LARGEST)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void callerLeavesRoomForTheLargestBodyOfAnother() {
        while (room.lease(GREEDY).widen(LARGEST) == Grant.GRANTED) {
            // Until the share is taken.
        }
        assertThat(room.lease(GREEDY).widen(LARGEST)).isEqualTo(Grant.CALLER_FULL);
        assertThat(room.lease(MODEST).widen(LARGEST)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void smallBodiesAreTakenWhileLargeOnesFillTheirRoom() {
        BodyMemory narrow = room(1);
        assertThat(narrow.lease(GREEDY).widen(LARGEST)).isEqualTo(Grant.GRANTED);
        assertThat(narrow.lease(MODEST).widen(USUAL)).isEqualTo(Grant.GRANTED);
    }

    @Test
    void refusedGrowthTakesNothing() {
        BodyMemory narrow = room(1);
        BodyMemory.Lease large = narrow.lease(GREEDY);
        large.widen(LARGEST);
        long before = narrow.held();
        assertThat(narrow.lease(MODEST).widen(LARGEST)).isEqualTo(Grant.ALL_FULL);
        assertThat(narrow.held()).isEqualTo(before);
    }

    @Test
    void roomGrowsWithWhatHasArrived() {
        BodyMemory.Lease lease = room.lease(GREEDY);
        lease.widen(10);
        lease.widen(20_000);
        lease.widen(30_000);
        assertThat(room.held()).isEqualTo(30_000);
    }

    @Test
    void closingTwiceGivesNoRoomThatIsNotThere() {
        BodyMemory.Lease other = room.lease(MODEST);
        other.widen(USUAL);
        BodyMemory.Lease lease = room.lease(GREEDY);
        lease.widen(LARGEST);
        lease.close();
        lease.close();
        assertThat(room.held()).isEqualTo(USUAL);
    }

    private static BodyMemory room(long heap) {
        return new BodyMemory(new BodyLimits(USUAL, LARGEST, Set::of), heap);
    }
}
