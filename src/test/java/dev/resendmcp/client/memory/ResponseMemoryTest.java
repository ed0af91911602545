package dev.resendmcp.client.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.call.CallContext;
import dev.resendmcp.call.Caller;
import dev.resendmcp.client.memory.ResponseMemory.ResponseAboveMemoryException;
import dev.resendmcp.client.memory.ResponseMemory.ResponseMemoryFullException;
import dev.resendmcp.client.memory.ResponseMemory.ResponseTooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseMemoryTest {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int LARGEST = 2 * MIB;
    private static final CallContext CALL = CallContext.ofService();

    private final ResponseMemory room = new ResponseMemory(64L * MIB, LARGEST);

    @Test
    void smallAnswersTakeNoRoom() {
        CallContext hold = new CallContext(new Caller("a"));
        assertThat(read(hold, text(16 * KIB))).hasSize(16 * KIB);
        assertThat(room.taken()).isZero();
    }

    @Test
    void answerTakesSeveralTimesItsSizeUntilItsCallIsOver() {
        CallContext hold = new CallContext(new Caller("a"));
        assertThat(read(hold, text(100 * KIB))).isEqualTo(text(100 * KIB));
        assertThat(room.taken()).isEqualTo(8L * 100 * KIB);
        assertThat(read(hold, text(MIB))).isEqualTo(text(MIB));
        assertThat(room.taken()).isEqualTo(8L * MIB);
        hold.close();
        assertThat(room.taken()).isZero();
    }

    @Test
    void manyValuesTakeMoreThanText() {
        CallContext hold = new CallContext(new Caller("a"));
        read(hold, objects(10_000));
        assertThat(room.taken()).isGreaterThan(10_000L * 200);
    }

    @Test
    void answerOfACallOfTheServiceTakesNothingAfterwards() {
        try (CallContext call = CallContext.ofService()) {
            assertThat(read(call, text(MIB))).hasSize(MIB);
        }
        assertThat(room.taken()).isZero();
    }

    @Test
    void answerAboveTheLimitIsTooLarge() {
        CallContext hold = new CallContext(new Caller("a"));
        assertThat(read(hold, text(LARGEST))).hasSize(LARGEST);
        hold.close();
        assertThatThrownBy(() -> read(hold, text(LARGEST + 1)))
                .hasCauseExactlyInstanceOf(ResponseTooLargeException.class);
        assertThat(room.taken()).isZero();
    }

    @Test
    void limitBelowTheSmallestAnswersHolds() {
        ResponseMemory narrow = new ResponseMemory(64L * MIB, 1_000);
        assertThatThrownBy(() -> narrow.read(new ByteArrayInputStream(text(1_001)), CALL, System.nanoTime()))
                .isExactlyInstanceOf(ResponseTooLargeException.class);
    }

    @Test
    void answerThatTheHeapCannotHoldIsRefused() {
        ResponseMemory narrow = new ResponseMemory(64L * MIB, 100 * MIB);
        byte[] answer = text(4 * MIB);
        assertThatThrownBy(() -> narrow.read(new ByteArrayInputStream(answer), CALL, System.nanoTime()))
                .isExactlyInstanceOf(ResponseAboveMemoryException.class);
        byte[] values = objects(MIB / 3);
        assertThatThrownBy(() -> narrow.read(new ByteArrayInputStream(values), CALL, System.nanoTime()))
                .isExactlyInstanceOf(ResponseAboveMemoryException.class);
        assertThat(narrow.taken()).isZero();
    }

    @Test
    void answersOfOthersLeaveNoRoomForOneMore() {
        CallContext first = new CallContext(new Caller("a"));
        CallContext second = new CallContext(new Caller("b"));
        read(first, text(MIB));
        assertThatThrownBy(() -> read(second, text(MIB))).hasCauseInstanceOf(ResponseMemoryFullException.class);
        assertThat(read(second, text(100 * KIB)))
                .as("smaller ones have room of their own")
                .hasSize(100 * KIB);
        first.close();
        assertThat(read(second, text(MIB))).hasSize(MIB);
    }

    private byte[] read(CallContext call, byte[] answer) {
        try {
            return room.read(new ByteArrayInputStream(answer), call, System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] text(int size) {
        return "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] objects(int count) {
        return "{},".repeat(count).getBytes(StandardCharsets.US_ASCII);
    }
}
