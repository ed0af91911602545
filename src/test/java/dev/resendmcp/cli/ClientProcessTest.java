package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ApplicationProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that ends without closing the pipes, because another process has inherited them. */
@Tag("slow")
class ClientProcessTest {
    @TempDir
    Path directory;

    @Test
    void processEndsSoonAfterTheOneThatStartedIt() throws Exception {
        ProcessBuilder service = ApplicationProcess.in(
                directory,
                Map.of("RESEND_API_KEY", SeedData.FULL_ACCESS_KEY, "PATH", System.getenv("PATH")),
                List.of(),
                List.of("stdio", "config.yml"));
        List<String> command = new ArrayList<>(List.of("sh", "-c", "sleep 600 | \"$@\" & wait", "sh"));
        command.addAll(service.command());
        Process client = service.command(command).start();
        await().until(() -> Files.readString(directory.resolve("err")).contains("Serving MCP"));
        List<ProcessHandle> started = client.descendants().toList();
        ProcessHandle served = started.stream()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
        try {
            client.destroyForcibly();
            await().until(() -> !served.isAlive());
            assertThat(Files.readString(directory.resolve("err")))
                    .contains("The process that started this one is gone");
        } finally {
            started.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
