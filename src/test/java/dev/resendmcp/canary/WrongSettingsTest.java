package dev.resendmcp.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.ApplicationProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting that stops the start is named, and its value is not shown. */
@Tag("slow")
class WrongSettingsTest {
    private static final String KEY = "RESEND_API_KEY=re_sandbox";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RESEND_API_KEY=cnrysec,0",
                "MCP_AUTH_TOKENS=ann:cnrysec",
                "ADMIN_TOKENS=cnrysec00000000000000000000000000000000",
                "CONFIRMATION_KEY=cnrysec",
                "AUDIT_KEY=cnrysec",
                "REDIS_URL=http://cnrypii:cnrysec@127.0.0.1:6379 STATE_TYPE=redis",
                "HTTPS_PROXY=ftp://cnrypii:cnrysec@127.0.0.1:port",
                "RESEND_API_BASE_URL=http://cnrypii:cnrysec@example.org"
            })
    void valueIsNotShown(String setting) throws Exception {
        String key = setting.startsWith("RESEND_API_KEY=") ? setting : KEY + " " + setting;
        String[] variables = (key + " MCP_PORT=0 ADMIN_PORT=0").split(" ");
        Ended ended = ApplicationProcess.run(directory, variables, "server", "config.yml");
        assertThat(ended.code()).isEqualTo(1);
        String name = setting.substring(0, setting.indexOf('='));
        assertThat(String.join("\n", ended.err())).contains(name);
        for (String file : List.of("out", "err")) {
            assertThat(Canaries.in(Files.readString(directory.resolve(file)))).isEmpty();
        }
    }
}
