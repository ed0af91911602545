package dev.resendmcp.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.tracing.CollectedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RedisSpansTest {
    @Test
    void commandsOfASendAreInItsTrace() {
        try (CollectedSpans spans = new CollectedSpans();
                Redis redis = Redis.running();
                ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = RunningService.inFrontOf(
                        resend.baseUri(),
                        SeedData.FULL_ACCESS_KEY,
                        Map.of("STATE_TYPE", "redis", "REDIS_URL", "redis://127.0.0.1:" + redis.port()))) {
            service.mcp()
                    .call(
                            "send_email",
                            "{'from':'a@sandbox.resend.dev','to':'b@example.net','subject':'s','text':'t'}");
            List<SpanData> commands = spans.below(spans.served("tools/call send_email")).stream()
                    .filter(span -> "redis".equals(span.getAttributes().get(AttributeKey.stringKey("db.system.name"))))
                    .toList();
            assertThat(commands).isNotEmpty().allSatisfy(span -> {
                assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
                assertThat(span.getName()).startsWith("EVAL ");
            });
        }
    }
}
