package dev.resendmcp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.faults.Callers.Sent;
import dev.resendmcp.faults.Mails.Counts;
import dev.resendmcp.simulator.ResendSimulator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half of all requests go wrong on the way, each in one of seven ways. */
@Tag("faults")
class FaultMixTest {
    private static final int AT_A_TIME = 100;

    @TempDir
    Path directory;

    @Test
    void everyMailArrivesOnceAndEveryCallerGetsItsId() {
        List<String> subjects = Mails.subjects("mixed", Report.size(200, 2000));
        try (ResendSimulator resend = new ResendSimulator(1000).start();
                FaultProxy proxy = new FaultProxy(resend.baseUri());
                ServiceProcess service = ServiceProcess.start(proxy.uri(), directory, Map.of("RATE_LIMIT", "1000"))) {
            proxy.inject(new FaultMix(Report.random("fault mix")));
            long begin = System.nanoTime();
            List<Sent> sent = Callers.sendAll(service.mcp(), subjects, AT_A_TIME);
            Counts tally = Counts.of(resend, subjects);
            Report.print(
                    "fault mix: %s; %d attempts %s; %d of %d callers answered well %s; %.1f s",
                    tally,
                    proxy.attempts(),
                    proxy.done(),
                    sent.size() - Callers.bad(sent).size(),
                    sent.size(),
                    Callers.errors(sent),
                    Report.seconds(begin, System.nanoTime()));
            assertThat(Callers.errors(sent)).isEmpty();
            assertThat(tally).isEqualTo(new Counts(subjects.size(), 0, 0));
            Map<String, Set<String>> accepted = Mails.accepted(resend);
            assertThat(sent)
                    .allSatisfy(one -> assertThat(accepted.get(one.subject()))
                            .as("the caller knows the mail's id")
                            .containsExactly(Mails.id(one.answer())));
        }
    }
}
