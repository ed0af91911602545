package dev.resendmcp.fuzz;

import dev.resendmcp.testing.RunningService;
import java.lang.management.ManagementFactory;

/**
 * What the process and the service take at one time.
 *
 * @param heap bytes in use after garbage collection
 * @param threads live ones
 * @param connections of clients
 */
record Footprint(long heap, int threads, int connections) {

    static Footprint of(RunningService service) {
        System.gc();
        return new Footprint(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                service.openConnections());
    }

    @Override
    public String toString() {
        return "%.1f MB heap, %d threads, %d connections".formatted(heap / 1e6, threads, connections);
    }
}
