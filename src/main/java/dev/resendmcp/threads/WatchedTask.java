package dev.resendmcp.threads;

/**
 * A task whose failures are reported. Only the first of consecutive failures is logged, because a task may run every second.
 */
final class WatchedTask implements Runnable {
    private final ServiceThread name;
    private final Runnable task;
    private final Supervisor supervisor;
    private boolean failing;

    WatchedTask(ServiceThread name, Runnable task, Supervisor supervisor) {
        this.name = name;
        this.task = task;
        this.supervisor = supervisor;
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    public void run() {
        try {
            task.run();
            failing = false;
        } catch (Throwable failure) {
            if (failing) {
                supervisor.count(name, failure);
            } else {
                failing = true;
                supervisor.failed(name, failure);
            }
        }
    }
}
