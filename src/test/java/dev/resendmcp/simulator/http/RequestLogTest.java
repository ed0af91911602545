package dev.resendmcp.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.simulator.core.RecordedRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestLogTest {
    @Test
    void onlyTheNewestRequestsAreKept() {
        RequestLog log = new RequestLog();
        byte[] large = new byte[60 * 1024 * 1024];
        for (int i = 0; i < 3; i++) {
            log.add(new RecordedRequest(i, "POST", "/", null, Map.of(), large, 200, ""));
        }
        assertThat(log.inOrder()).extracting(RecordedRequest::nanoTime).containsExactly(1L, 2L);
    }
}
