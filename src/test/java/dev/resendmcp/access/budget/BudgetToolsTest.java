package dev.resendmcp.access.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.access.mail.MailReader;
import dev.resendmcp.call.Caller;
import dev.resendmcp.error.ErrorName;
import dev.resendmcp.metrics.Metrics;
import dev.resendmcp.state.store.JournalRecords;
import dev.resendmcp.testing.BreakableJournal;
import dev.resendmcp.testing.ManualClock;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ScriptedTools;
import dev.resendmcp.tools.ToolCall;
import dev.resendmcp.tools.ToolError;
import dev.resendmcp.tools.ToolResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Budgets over scripted tools, on a clock that a test moves. */
class BudgetToolsTest {
    private static final Caller ANN = new Caller("ann");
    private static final Caller BOB = new Caller("bob");

    private final ManualClock clock = new ManualClock();
    private final BreakableJournal journal = new BreakableJournal(clock);
    private final Deque<ToolResult> results = new ArrayDeque<>();
    private final ScriptedTools resend = new ScriptedTools(
            List.of(), call -> results.isEmpty() ? ToolResult.of(McpCalls.json("{'id':'m'}")) : results.pop());
    private LongUnaryOperator share = limit -> limit;
    private boolean known;

    private BudgetTools tools(BudgetSettings all, BudgetSettings each) {
        return new BudgetTools(
                resend,
                new MailReader(resend),
                all,
                caller -> each,
                call -> known,
                new BudgetTools.Ledger(new JournalRecords(journal), limit -> share.applyAsLong(limit), clock),
                new BudgetMetrics(new Metrics(Duration.ofMinutes(1))));
    }

    private static BudgetSettings perHour(int recipients) {
        return new BudgetSettings(recipients, null, null);
    }

    private static ToolResult send(BudgetTools tools, Caller caller, int recipients) {
        ObjectNode mail = McpCalls.JSON.createObjectNode();
        IntStream.range(0, recipients).forEach(i -> mail.withArray("to").add("a@example.org"));
        return tools.call(new ToolCall(caller, "send_email", mail));
    }

    @Test
    void noIntervalOfAnHourHasMoreThanTheBudget() {
        BudgetTools tools = tools(perHour(10), BudgetSettings.NONE);
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            clock.pass(Duration.ofSeconds(7 + i * 31L % 23));
            if (send(tools, ANN, 1).error().isEmpty()) {
                sent.add(clock.millis());
            }
        }
        for (int i = 10; i < sent.size(); i++) {
            assertThat(sent.get(i) - sent.get(i - 10)).isGreaterThan(3_600_000);
        }
        assertThat(sent).hasSizeGreaterThan(80);
    }

    @Test
    void refusalSaysWhenItFits() {
        BudgetTools tools = tools(perHour(10), BudgetSettings.NONE);
        send(tools, ANN, 8);
        ToolError refusal = send(tools, ANN, 3).error().orElseThrow();
        assertThat(refusal.name()).isEqualTo("budget_exceeded");
        assertThat(refusal.message())
                .contains("RECIPIENTS_PER_HOUR is 10", "8 are used", "needs 3", "Nothing was sent");
        assertThat(refusal.retryable()).isTrue();
        assertThat(resend.calls()).hasSize(1);
        clock.pass(Duration.ofSeconds(refusal.retryAfterSeconds()));
        assertThat(send(tools, ANN, 3).error()).isEmpty();
    }

    @Test
    void whatNeverFitsIsNotToBeRetried() {
        ToolError refusal =
                send(tools(perHour(2), BudgetSettings.NONE), ANN, 3).error().orElseThrow();
        assertThat(refusal.retryable()).isFalse();
        assertThat(refusal.retryAfterSeconds()).isNull();
    }

    @Test
    void callerHasABudgetOfItsOwnWithinThatOfAll() {
        BudgetTools tools = tools(perHour(5), perHour(3));
        assertThat(send(tools, ANN, 3).error()).isEmpty();
        assertThat(send(tools, ANN, 1).error().orElseThrow().message()).contains("recipients_per_hour of this caller");
        assertThat(send(tools, BOB, 3).error().orElseThrow().message()).contains("RECIPIENTS_PER_HOUR is 5");
        assertThat(send(tools, BOB, 2).error()).isEmpty();
    }

    @Test
    void dayIsLongerThanTheHour() {
        BudgetTools tools = tools(new BudgetSettings(2, 3, null), BudgetSettings.NONE);
        send(tools, ANN, 2);
        clock.pass(Duration.ofHours(2));
        assertThat(send(tools, ANN, 2).error().orElseThrow().message()).contains("RECIPIENTS_PER_DAY");
        clock.pass(Duration.ofHours(23));
        assertThat(send(tools, ANN, 2).error()).isEmpty();
    }

    @Test
    void callsAreCountedToo() {
        BudgetTools tools = tools(new BudgetSettings(null, null, 2), BudgetSettings.NONE);
        ToolCall read = new ToolCall(ANN, "list_emails", McpCalls.JSON.createObjectNode());
        tools.call(read);
        tools.call(read);
        assertThat(tools.call(read).error().orElseThrow().message()).contains("CALLS_PER_MINUTE");
        clock.pass(Duration.ofSeconds(62));
        assertThat(tools.call(read).error()).isEmpty();
    }

    @Test
    void whatWasSurelyNotSentIsGivenBack() {
        BudgetTools tools = tools(perHour(1), BudgetSettings.NONE);
        results.add(ToolResult.failed(new ToolError(ErrorName.CIRCUIT_OPEN, "m")));
        results.add(ToolResult.failed(new ToolError("validation_error", "m", 422, false, null)));
        results.add(ToolResult.of(McpCalls.json("{'id':'m','deduplicated':true}")));
        IntStream.range(0, 3).forEach(i -> send(tools, ANN, 1));
        assertThat(send(tools, ANN, 1).error()).isEmpty();
        assertThat(send(tools, ANN, 1).error()).isPresent();
    }

    @Test
    void whatMayHaveBeenSentStaysCounted() {
        BudgetTools tools = tools(perHour(1), BudgetSettings.NONE);
        results.add(ToolResult.failed(new ToolError("upstream_timeout", "m", 504, true, null, true)));
        send(tools, ANN, 1);
        assertThat(send(tools, ANN, 1).error().orElseThrow().name()).isEqualTo("budget_exceeded");
    }

    @Test
    void repeatIsAnsweredThoughTheBudgetIsUsedUp() {
        BudgetTools tools = tools(perHour(1), BudgetSettings.NONE);
        send(tools, ANN, 1);
        known = true;
        assertThat(send(tools, ANN, 1).error()).isEmpty();
    }

    @Test
    void processThatWasKilledLeftItsCount() {
        send(tools(perHour(2), BudgetSettings.NONE), ANN, 2);
        assertThat(send(tools(perHour(2), BudgetSettings.NONE), ANN, 1).error()).isPresent();
    }

    @Test
    void nothingIsSentThatCannotBeCounted() {
        journal.broken(true);
        assertThat(send(tools(perHour(2), BudgetSettings.NONE), ANN, 1)
                        .error()
                        .orElseThrow()
                        .name())
                .isEqualTo("state_unavailable");
        assertThat(resend.calls()).isEmpty();
    }

    @Test
    void instanceThatCannotSeeTheOthersHasItsShare() {
        share = limit -> limit / 2;
        BudgetTools tools = tools(perHour(4), BudgetSettings.NONE);
        send(tools, ANN, 2);
        assertThat(send(tools, ANN, 1).error()).isPresent();
    }

    @Test
    void callsAtTheSameTimeNeverGetMore() {
        BudgetTools tools = tools(perHour(20), perHour(15));
        List<CompletableFuture<Optional<ToolError>>> calls = IntStream.range(0, 60)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> send(tools, ANN, 1).error()))
                .toList();
        assertThat(calls.stream().filter(call -> call.join().isEmpty())).hasSizeLessThanOrEqualTo(15);
    }

    @Test
    void roomIsToldWithoutCounting() {
        BudgetTools tools = tools(perHour(1), BudgetSettings.NONE);
        ToolCall two = new ToolCall(ANN, "send_email", (ObjectNode) McpCalls.json("{'to':['a@x.test','b@x.test']}"));
        assertThat(tools.room(two)).isPresent();
        assertThat(send(tools, ANN, 1).error()).isEmpty();
    }
}
