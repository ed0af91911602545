package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A result says how long its call stood in the line. */
@Tag("slow")
class WaitHttpTest {
    private static final String WAITED = "/_meta/waited_ms";

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().rateLimit(2);

    @Test
    void resultSaysHowLongTheCallWaitedForItsTurn() {
        List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> service.mcp().result("list_domains", McpCalls.json("{}")),
                        task -> new Thread(task).start()))
                .toList();
        List<Long> waits = calls.stream()
                .map(call -> call.join().at(WAITED).asLong(-1))
                .sorted()
                .toList();
        assertThat(waits).allSatisfy(wait -> assertThat(wait).isNotNegative());
        assertThat(waits.get(5)).as("two pass a second").isGreaterThan(900);
    }

    @Test
    void resultThatNeededNoTurnSaysSoToo() {
        JsonNode result = service.mcp().result("list_domains", McpCalls.json("{'limit': 0}"));
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at(WAITED).asLong(-1)).isZero();
    }
}
