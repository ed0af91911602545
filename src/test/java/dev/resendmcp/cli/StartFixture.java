package dev.resendmcp.cli;

import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.ApplicationProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The application as a process, in a directory of its own. */
abstract class StartFixture {
    static final String KEY = "RESEND_API_KEY=re_sandbox";

    @TempDir
    Path directory;

    /** On free ports, unless it says otherwise. */
    Ended run(String[] environment, String... arguments) throws IOException, InterruptedException {
        String given = String.join(" ", environment);
        String[] all = Stream.concat(
                        Stream.of("MCP_PORT=0", "ADMIN_PORT=0")
                                .filter(port -> !given.contains(port.substring(0, port.length() - 1))),
                        Stream.of(environment))
                .toArray(String[]::new);
        return ApplicationProcess.run(directory, all, arguments);
    }
}
