package dev.resendmcp.cli.settings;

import dev.resendmcp.ResendMcpConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Startup checks of directories other than that of the state. */
public final class DirectoryRules {
    private DirectoryRules() {}

    /** Throws {@link SettingException} when the audit log could not be written. Creates the directory if it is missing. */
    public static void requireAudit(ResendMcpConfiguration configuration) {
        if (configuration.audit().directory() == null) {
            return;
        }
        Path directory = configuration.audit().directory().path();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw unusableAudit(directory, "created");
        }
        if (!Files.isWritable(directory)) {
            throw unusableAudit(directory, "written");
        }
    }

    /** Throws {@link SettingException} when a folder of files is missing. */
    public static void requireFolders(ResendMcpConfiguration configuration) {
        configuration.files().directories().paths().stream()
                .filter(folder -> !Files.isDirectory(folder))
                .findFirst()
                .ifPresent(folder -> {
                    throw new SettingException("FILES_DIR names " + folder + ", which is not a directory: correct it.");
                });
    }

    private static SettingException unusableAudit(Path directory, String verb) {
        return new SettingException(
                "AUDIT_DIR cannot be " + verb + " (" + directory + "): name a directory that this user may write to.");
    }
}
