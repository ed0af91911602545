package dev.resendmcp.client.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.error.ResendException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A call that waits on a thread of its own. */
final class WaitingCall {
    final Ticket ticket;
    private final CompletableFuture<Void> passed;

    WaitingCall(Ticket ticket, long deadline) {
        this.ticket = ticket;
        this.passed = CompletableFuture.runAsync(() -> pass(ticket, deadline), task -> new Thread(task).start());
    }

    private static void pass(Ticket ticket, long deadline) {
        try (Ticket open = ticket) {
            assertThat(open.await(deadline)).isTrue();
            open.pass();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void passes() {
        assertThat(passed).succeedsWithin(Duration.ofSeconds(30));
    }

    void failsWith(String error) {
        assertThat(passed)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        ResendException.class, cause -> assertThat(cause.name()).isEqualTo(error));
    }

    /** Something when the call has passed, nothing when it was cancelled. */
    Optional<Ticket> end() {
        passed.exceptionally(e -> null).join();
        return passed.isCompletedExceptionally() ? Optional.empty() : Optional.of(ticket);
    }
}
