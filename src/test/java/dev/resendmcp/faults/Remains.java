package dev.resendmcp.faults;

/**
 * What a process holds.
 *
 * @param threads running
 * @param files open ones, sockets among them
 * @param leased connections of the pool that are in use
 * @param heap bytes in use after a collection
 */
record Remains(double threads, double files, double leased, double heap) {
    /** Threads and sockets that come and go in a server that does nothing. */
    private static final int SOME = 5;

    private static final double MEBIBYTE = 1024 * 1024;
    private static final double SOME_HEAP = 8 * MEBIBYTE;

    static Remains of(ServiceProcess service) {
        service.collectGarbage();
        return new Remains(
                service.metric("jvm_threads_current"),
                service.metric("process_open_fds"),
                service.metric("resend_http_client_connections{state=\"leased\"}"),
                service.metric("jvm_memory_used_bytes{area=\"heap\"}"));
    }

    /** Whether it is no more than before. No connection stays in use, not one. */
    boolean withinReachOf(Remains before) {
        return threads <= before.threads + SOME
                && files <= before.files + SOME
                && leased == 0
                && heap <= before.heap + SOME_HEAP;
    }

    @Override
    public String toString() {
        return "%.0f threads, %.0f files, %.0f connections in use, %.1f MiB heap"
                .formatted(threads, files, leased, heap / MEBIBYTE);
    }
}
