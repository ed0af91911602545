package dev.resendmcp.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotifySocketTest {
    @TempDir
    Path directory;

    @Test
    void messageReachesSocketOfAPath() throws Exception {
        String name = directory.resolve("notify").toString();
        try (NotifyListener listener = new NotifyListener(name)) {
            new NotifySocket(name).send("READY=1", "STATUS=Läuft");
            assertThat(listener.awaitLine("READY=1")).isEqualTo("READY=1\nSTATUS=Läuft");
        }
    }

    @Test
    void messageReachesSocketOfAnAbstractName() throws Exception {
        String name = "@notify-" + UUID.randomUUID();
        try (NotifyListener listener = new NotifyListener(name)) {
            new NotifySocket(name).send("WATCHDOG=1");
            assertThat(listener.awaitLine("WATCHDOG=1")).isEqualTo("WATCHDOG=1");
        }
    }

    @Test
    void socketThatIsGoneIsReported() {
        NotifySocket socket = new NotifySocket(directory.resolve("none").toString());
        assertThatIOException().isThrownBy(() -> socket.send("READY=1")).withMessageContaining("No such file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "notify",
                "vsock:2:1234",
                "/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void nameThatIsNoneOfThoseIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NotifySocket(name))
                .withMessageContaining("absolute path");
    }
}
