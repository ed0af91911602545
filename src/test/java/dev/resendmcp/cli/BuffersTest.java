package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ServiceExtension;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No connection gets a buffer for a request or for the head of an answer that another one may still write to. */
class BuffersTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension();

    @ParameterizedTest
    @ValueSource(ints = {1_024, 4_096, 8_192})
    void buffersOfRequestsAndHeadsAreUsedOnce(int size) {
        assertThat(service.running().connectors())
                .hasSize(2)
                .extracting(Connector::getByteBufferPool)
                .allSatisfy(pool -> assertThat(used(pool, size)).isNotSameAs(used(pool, size)));
    }

    @Test
    void largeBuffersArePooled() {
        assertThat(service.running().connectors())
                .extracting(Connector::getByteBufferPool)
                .allSatisfy(pool -> assertThat(used(pool, 32_768)).isSameAs(used(pool, 32_768)));
    }

    private static ByteBuffer used(ByteBufferPool pool, int size) {
        RetainableByteBuffer buffer = pool.acquire(size, true);
        ByteBuffer bytes = buffer.getByteBuffer();
        buffer.release();
        return bytes;
    }
}
