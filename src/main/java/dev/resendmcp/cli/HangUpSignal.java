package dev.resendmcp.cli;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;

/** Handles SIGHUP, the signal that asks a service to reload its settings. */
final class HangUpSignal {
    private static final Path TERMINAL = Path.of("/dev/tty");

    private HangUpSignal() {}

    /**
     * Runs an action in a new thread on every signal. Does nothing at a terminal, where SIGHUP means that the terminal was
     * closed.
     */
    static void handle(Runnable action) {
        if (atTerminal()) {
            return;
        }
        try {
            // By reflection, because the compiler's warning about this class cannot be suppressed. The module is
            // jdk.unsupported.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler run = (proxy, method, arguments) -> {
                if (method.getDeclaringClass() == Object.class) {
                    return method.invoke(action, arguments);
                }
                action.run();
                return null;
            };
            Object own = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, run);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), own);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("SIGHUP cannot be handled: start Java without -Xrs", e);
        }
    }

    private static boolean atTerminal() {
        if (Files.notExists(TERMINAL)) {
            return false;
        }
        try {
            Files.newInputStream(TERMINAL).close();
            return true;
        } catch (IOException e) {
            // This process has no terminal.
            return false;
        }
    }
}
