package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.RawHttp;
import dev.resendmcp.testing.ServiceExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A body that does not arrive in time ends with its connection. */
@Tag("slow")
class SlowBodyTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("mcp.transferTimeout", "1s");

    @Test
    void bodyThatTakesTooLongIsRefused() {
        String wire = RawHttp.send(
                service.uri(""),
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{");
        assertThat(wire).startsWith("HTTP/1.1 408").contains("Connection: close", "mcp.transferTimeout");
        assertThat(service.get(service.admin("/prometheus")).body())
                .contains("mcp_bodies_refused_total{reason=\"slow\"} 1");
    }
}
