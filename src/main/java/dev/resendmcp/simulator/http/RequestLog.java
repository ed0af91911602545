package dev.resendmcp.simulator.http;

import dev.resendmcp.simulator.core.RecordedRequest;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** The newest requests that arrived. It is bounded, since a sandbox may run for weeks. */
public final class RequestLog {
    private static final int MOST_REQUESTS = 100_000;
    private static final long MOST_BODY_BYTES = 128L * 1024 * 1024;

    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private long bodyBytes;

    synchronized void add(RecordedRequest request) {
        requests.addLast(request);
        bodyBytes += request.rawBody().length;
        while (requests.size() > MOST_REQUESTS || (bodyBytes > MOST_BODY_BYTES && requests.size() > 1)) {
            bodyBytes -= requests.removeFirst().rawBody().length;
        }
    }

    /** In order of arrival, which a slow body may make differ from the order in which they were added. */
    public synchronized List<RecordedRequest> inOrder() {
        return requests.stream()
                .sorted(Comparator.comparingLong(RecordedRequest::nanoTime))
                .toList();
    }

    public synchronized void clear() {
        requests.clear();
        bodyBytes = 0;
    }
}
