package dev.resendmcp.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that started this one over stdio. When it is gone, nobody reads answers any more, even if another process has
 * inherited its side of the pipes and keeps them open.
 */
final class ClientProcess {
    private static final Logger log = LoggerFactory.getLogger(ClientProcess.class);

    private final Optional<ProcessHandle> process;

    /** @param process which started this one; empty when that is not known */
    ClientProcess(Optional<ProcessHandle> process) {
        this.process = process;
    }

    /** The parent of this process. */
    static ClientProcess ofThisOne() {
        return new ClientProcess(ProcessHandle.current().parent());
    }

    /**
     * Has something done soon after the process has ended.
     *
     * @param grace for the end of the input to end the service in order
     */
    void onEnd(Duration grace, Runnable end) {
        process.map(ProcessHandle::onExit).ifPresent(exit -> watch(exit, grace, end));
    }

    private static void watch(CompletableFuture<ProcessHandle> exit, Duration grace, Runnable end) {
        CompletableFuture<Void> unused = exit.thenRunAsync(
                        () -> {
                            log.info("The process that started this one is gone");
                            end.run();
                        },
                        CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS))
                .exceptionally(failure -> {
                    log.warn("Could not end after the client was gone", new CompletionException(failure));
                    return null;
                });
    }
}
