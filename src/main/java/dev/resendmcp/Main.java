package dev.resendmcp;

import dev.resendmcp.early.ClientStreams;
import dev.resendmcp.early.EarlyAnswers;
import java.util.Optional;

/**
 * Where the process begins. Over stdio, answers the first requests before it loads the service, whose classes take many times
 * as long.
 */
public final class Main {
    /** How long the service waits for a client that has not asked for the tools yet; it may never do so. */
    private static final long PATIENCE_MILLISECONDS = 500;

    private Main() {}

    /** Runs the command named by the first argument: server, sandbox, stdio, check, doctor, selftest, tools or health. */
    public static void main(String[] args) {
        Optional<EarlyAnswers> early =
                EarlyAnswers.begin(args, System.getenv(), System.getProperties(), System.in, System.out);
        if (early.isPresent()) {
            early.get().awaitNeed(PATIENCE_MILLISECONDS);
            ResendMcpApplication.start(args, early.get());
        } else {
            ResendMcpApplication.start(args, ClientStreams.untouched(System.in, System.out));
        }
    }
}
