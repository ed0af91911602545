package dev.resendmcp.alerts;

import dev.resendmcp.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The service with a thread that fails, as one of a library may, once there is a file {@value #SIGNAL} in its directory. */
final class DyingThread {
    static final String SIGNAL = "die";

    private DyingThread() {}

    /** Takes the arguments of the service after those of the JVM that {@code ApplicationProcess} adds. */
    public static void main(String[] arguments) {
        Thread dying = new Thread(DyingThread::die, "library");
        dying.setDaemon(true);
        dying.start();
        int last = arguments.length - 1;
        Main.main(new String[] {arguments[last - 1], arguments[last]});
    }

    private static void die() {
        while (!Files.exists(Path.of(SIGNAL))) {
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                return;
            }
        }
        throw new IllegalStateException("as a broken library does");
    }
}
