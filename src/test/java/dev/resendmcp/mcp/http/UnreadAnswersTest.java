package dev.resendmcp.mcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.testing.ServiceExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that does not read its answers holds no thread, and memory only for a while. */
@Tag("slow")
class UnreadAnswersTest {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}";
    private static final String REQUEST = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: " + LIST.length() + "\r\n\r\n" + LIST;
    /** Answers that fill all buffers of the operating system. */
    private static final int MANY = 200;

    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("mcp.transferTimeout", "3s");

    @Test
    void unreadAnswerHoldsNoThreadAndEndsWithItsConnection() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), service.uri("").getPort()));
            socket.getOutputStream().write(REQUEST.repeat(MANY).getBytes(StandardCharsets.ISO_8859_1));
            await().until(() -> unread() > 0);
            assertThat(Thread.getAllStackTraces().values())
                    .noneSatisfy(
                            stack -> assertThat(List.of(stack).toString()).contains("HttpOutput.write", "Blocker"));
            await().until(() -> unread() == 0);
        }
    }

    private static long unread() {
        String series = "mcp_unread_answer_bytes ";
        return service.get(service.admin("/prometheus"))
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElseThrow();
    }
}
