package dev.resendmcp.cli.doctor;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.cli.settings.LogFiles;
import dev.resendmcp.files.PrivateFiles;
import dev.resendmcp.state.StateSettings;
import dev.resendmcp.state.redis.RedisProbe;
import dev.resendmcp.state.redis.RedisProbe.RedisUnusableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the service needs on its own side: files, their modes, and Redis. */
final class LocalChecks {
    private final ResendMcpConfiguration configuration;
    private final DirectoryChecks directories;

    LocalChecks(ResendMcpConfiguration configuration, Bounds bounds) {
        this.configuration = configuration;
        this.directories = new DirectoryChecks(bounds.freeBytes());
    }

    List<Finding> state() {
        return List.of(directories.of(
                "state", "STATE_DIR", configuration.state().directory().path()));
    }

    List<Finding> logs() {
        List<Path> parents = LogFiles.of(configuration).stream()
                .map(file -> file.toAbsolutePath().normalize().getParent())
                .distinct()
                .toList();
        return parents.isEmpty()
                ? List.of(Finding.skipped("logs", "No log file is configured."))
                : parents.stream()
                        .map(parent -> directories.of("logs", "LOG_DIR", parent))
                        .toList();
    }

    /** @param files by the setting that names each */
    static List<Finding> secrets(Map<String, Path> files) {
        List<Finding> findings = new ArrayList<>();
        files.forEach((setting, file) -> {
            if (PrivateFiles.isReadableByAll(file)) {
                findings.add(Finding.warning(
                        "secrets", setting + ": every user of this machine can read " + file + ": chmod o= " + file));
            }
        });
        return findings.isEmpty()
                ? List.of(Finding.ok("secrets", files.size() + " files with secrets, none readable by every user."))
                : List.copyOf(findings);
    }

    List<Finding> redis() {
        StateSettings state = configuration.state();
        if (state.type() != StateSettings.Type.REDIS || state.redisUrl() == null) {
            return List.of(Finding.skipped("redis", "STATE_TYPE is not redis."));
        }
        try {
            RedisProbe redis =
                    RedisProbe.of(state.redisUrl(), state.redisTimeout().toJavaDuration());
            return List.of(of(redis));
        } catch (RedisUnusableException e) {
            return List.of(Finding.failed(
                    "redis",
                    "Redis (" + state.redisUrl() + ") cannot be used: " + e.getMessage()
                            + "; start it, or correct REDIS_URL."));
        }
    }

    private static Finding of(RedisProbe redis) {
        String facts =
                "Redis " + redis.version() + " answers in " + redis.latency().toMillis() + " ms";
        boolean evicts = redis.evictionPolicy()
                .filter(policy -> !"noeviction".equals(policy))
                .isPresent();
        return evicts
                ? Finding.warning(
                        "redis",
                        facts + ", but drops keys when its memory is full, and with them the record of what was sent:"
                                + " set maxmemory-policy noeviction.")
                : Finding.ok("redis", facts + ".");
    }
}
