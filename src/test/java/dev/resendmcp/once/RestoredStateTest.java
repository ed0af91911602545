package dev.resendmcp.once;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of the state directory. */
class RestoredStateTest {
    private static final String MAIL =
            "{'from': 'Ann <ann@%s>', 'to': 'delivered@resend.dev', 'subject': 'Hello', 'text': 'Hi'}"
                    .formatted(SeedData.DOMAIN_NAME);

    @TempDir
    Path directory;

    @Test
    void restoredBackupRemembersWhatWasSent() throws IOException {
        Path original = directory.resolve("original");
        Path backup = directory.resolve("backup");
        Path restored = directory.resolve("restored");
        try (ResendSimulator resend = new ResendSimulator(100).start()) {
            JsonNode sent = send(resend, original);
            copy(original, backup);
            copy(backup, restored);
            JsonNode repeated = send(resend, restored);
            assertThat(repeated.path("id")).isEqualTo(sent.path("id"));
            assertThat(repeated.path("deduplicated").asBoolean()).isTrue();
        }
    }

    private static JsonNode send(ResendSimulator resend, Path state) {
        try (RunningService service = RunningService.inFrontOf(
                resend.baseUri(), SeedData.FULL_ACCESS_KEY, Map.of("STATE_DIR", state.toString()))) {
            return service.mcp().call("send_email", MAIL);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : List.copyOf(files.toList())) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
