package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UsageTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension(7);

    @Test
    void everyRecipientCounts() {
        sandbox.sent(
                SimulatorExtension.EMAIL.replaceFirst("}$", ",\"cc\":\"a@b.dev\",\"bcc\":[\"c@d.dev\",\"e@f.dev\"]}"));
        JsonNode usage = sandbox.get("/usage").at("");
        assertThat(usage.get("object").textValue()).isEqualTo("usage");
        assertThat(usage.at("/emails/daily/used").intValue()).isEqualTo(4);
        assertThat(usage.at("/emails/monthly/sent").intValue()).isEqualTo(4);
        assertThat(usage.at("/domains/used").intValue()).isEqualTo(1);
    }

    @Test
    void theRateLimitIsTheOneInForce() {
        assertThat(sandbox.get("/usage").at("/rate_limit/limit").intValue()).isEqualTo(7);
    }

    @Test
    void sentBroadcastsCount() {
        int before = sandbox.get("/usage").at("/broadcasts/used").intValue();
        String segment = sandbox.get("/segments").at("/data/0/id").textValue();
        sandbox.post(
                "/broadcasts",
                "{\"segment_id\":\"%s\",\"from\":\"a@sandbox.resend.dev\",\"subject\":\"S\",\"text\":\"T\",\"send\":true}"
                        .formatted(segment));
        assertThat(sandbox.get("/usage").at("/broadcasts/used").intValue()).isEqualTo(before + 1);
    }
}
