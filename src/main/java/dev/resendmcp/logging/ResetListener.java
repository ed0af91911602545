package dev.resendmcp.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import java.util.function.Consumer;

/** Runs an action after each reset of a logger context, the first step of configuring logging. */
class ResetListener implements LoggerContextListener {
    private final Consumer<LoggerContext> action;

    ResetListener(Consumer<LoggerContext> action) {
        this.action = action;
    }

    @Override
    public boolean isResetResistant() {
        return true;
    }

    @Override
    public void onReset(LoggerContext context) {
        action.accept(context);
    }

    @Override
    public void onStart(LoggerContext context) {}

    @Override
    public void onStop(LoggerContext context) {}

    @Override
    public void onLevelChange(Logger logger, Level level) {}
}
