package dev.resendmcp.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.tracing.CollectedSpans;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No span of any call shows a secret, an address or a content: not in its name, attributes, events or status. */
@Tag("slow")
class CanarySpansTest {
    @TempDir
    private Path directory;

    @Test
    void noSpanShowsSecretsOrAddresses() throws Exception {
        try (CollectedSpans spans = new CollectedSpans();
                EchoingResend resend = new EchoingResend();
                RunningService service = start(resend)) {
            ConsoleCalls operator = new ConsoleCalls(service.admin("/"));
            operator.login(MarkedService.OPERATOR);
            Traffic traffic = new Traffic(service.uri("/mcp"), operator);
            new Phases(resend, traffic).bad();
            List<SpanData> all = spans.all().toList();
            Sightings sightings = new Sightings();
            all.forEach(span -> sightings.open(span.getName(), text(span)));
            assertThat(all).hasSizeGreaterThan(traffic.answers().size() / 2);
            sightings.check(Set.of("tools/call send_email", "POST /emails"));
        }
    }

    private RunningService start(EchoingResend resend) throws Exception {
        Map<String, String> variables = MarkedService.variables(resend, directory);
        return RunningService.inFrontOf(resend.uri(), variables.remove("RESEND_API_KEY"), variables);
    }

    private static String text(SpanData span) {
        return String.join(
                " ",
                span.getName(),
                span.getAttributes().toString(),
                span.getEvents().toString(),
                span.getStatus().toString(),
                span.getLinks().toString(),
                span.getResource().toString());
    }
}
