package dev.resendmcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.client.AnswerRoom.AnswerAboveMemoryException;
import dev.resendmcp.client.AnswerRoom.AnswerTooLargeException;
import dev.resendmcp.client.AnswerRoom.NoAnswerRoomException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerRoomTest {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int LARGEST = 2 * MIB;

    private final AnswerRoom room = new AnswerRoom(64L * MIB, LARGEST);

    @Test
    void smallAnswersTakeNoRoom() {
        AnswerRoom.Hold hold = room.hold("a");
        assertThat(read(hold, text(16 * KIB))).hasSize(16 * KIB);
        assertThat(room.taken()).isZero();
    }

    @Test
    void answerTakesSeveralTimesItsSizeUntilItsCallIsOver() {
        AnswerRoom.Hold hold = room.hold("a");
        assertThat(read(hold, text(100 * KIB))).isEqualTo(text(100 * KIB));
        assertThat(room.taken()).isEqualTo(8L * 100 * KIB);
        assertThat(read(hold, text(MIB))).isEqualTo(text(MIB));
        assertThat(room.taken()).isEqualTo(8L * MIB);
        hold.close();
        assertThat(room.taken()).isZero();
    }

    @Test
    void manyValuesTakeMoreThanText() {
        AnswerRoom.Hold hold = room.hold("a");
        read(hold, objects(10_000));
        assertThat(room.taken()).isGreaterThan(10_000L * 200);
    }

    @Test
    void answerOfACallThatNobodyHoldsTakesNothingAfterwards() throws IOException {
        assertThat(room.read(new ByteArrayInputStream(text(MIB)), System.nanoTime()))
                .hasSize(MIB);
        assertThat(room.taken()).isZero();
    }

    @Test
    void answerAboveTheLimitIsTooLarge() {
        AnswerRoom.Hold hold = room.hold("a");
        assertThat(read(hold, text(LARGEST))).hasSize(LARGEST);
        hold.close();
        assertThatThrownBy(() -> read(hold, text(LARGEST + 1)))
                .hasCauseExactlyInstanceOf(AnswerTooLargeException.class);
        assertThat(room.taken()).isZero();
    }

    @Test
    void limitBelowTheSmallestAnswersHolds() {
        AnswerRoom narrow = new AnswerRoom(64L * MIB, 1_000);
        assertThatThrownBy(() -> narrow.read(new ByteArrayInputStream(text(1_001)), System.nanoTime()))
                .isExactlyInstanceOf(AnswerTooLargeException.class);
    }

    @Test
    void answerThatTheHeapCannotHoldIsRefused() {
        AnswerRoom narrow = new AnswerRoom(64L * MIB, 100 * MIB);
        byte[] answer = text(4 * MIB);
        assertThatThrownBy(() -> narrow.read(new ByteArrayInputStream(answer), System.nanoTime()))
                .isExactlyInstanceOf(AnswerAboveMemoryException.class);
        byte[] values = objects(MIB / 3);
        assertThatThrownBy(() -> narrow.read(new ByteArrayInputStream(values), System.nanoTime()))
                .isExactlyInstanceOf(AnswerAboveMemoryException.class);
        assertThat(narrow.taken()).isZero();
    }

    @Test
    void answersOfOthersLeaveNoRoomForOneMore() {
        AnswerRoom.Hold first = room.hold("a");
        AnswerRoom.Hold second = room.hold("b");
        read(first, text(MIB));
        assertThatThrownBy(() -> read(second, text(MIB))).hasCauseInstanceOf(NoAnswerRoomException.class);
        assertThat(read(second, text(100 * KIB)))
                .as("smaller ones have room of their own")
                .hasSize(100 * KIB);
        first.close();
        assertThat(read(second, text(MIB))).hasSize(MIB);
    }

    private byte[] read(AnswerRoom.Hold hold, byte[] answer) {
        return hold.during(() -> {
            try {
                return room.read(new ByteArrayInputStream(answer), System.nanoTime());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static byte[] text(int size) {
        return "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] objects(int count) {
        return "{},".repeat(count).getBytes(StandardCharsets.US_ASCII);
    }
}
