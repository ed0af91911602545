package dev.resendmcp.cli.settings;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.state.store.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks the state directory without creating anything. */
public final class StateRules {
    private StateRules() {}

    /** Throws {@link SettingException} when the state could not be stored. */
    public static void requireWritable(ResendMcpConfiguration configuration) {
        StartRules.requireRedisUrl(configuration);
        Path directory = configuration.state().directory().path();
        boolean wrongKind = Files.exists(directory) && !Files.isDirectory(directory);
        if (wrongKind || !PathAccess.isWritable(directory)) {
            throw new SettingException(
                    "STATE_DIR cannot be written (" + directory + "): name a directory that this user may write to.");
        }
    }

    /** Throws {@link SettingException} when another process uses the directory. */
    public static void requireUnused(ResendMcpConfiguration configuration) {
        StateDirectory state = configuration.state().directory();
        if (state.isInUse()) {
            throw new SettingException("STATE_DIR (" + state.path()
                    + ") is in use by another process: stop that one, or give each process its own directory.");
        }
    }
}
