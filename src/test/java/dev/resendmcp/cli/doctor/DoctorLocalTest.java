package dev.resendmcp.cli.doctor;

import static dev.resendmcp.cli.report.Status.FAILED;
import static dev.resendmcp.cli.report.Status.OK;
import static dev.resendmcp.cli.report.Status.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.resendmcp.cli.report.Finding;
import dev.resendmcp.testing.LoopbackServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the doctor finds on this machine. No test here has a Resend. */
class DoctorLocalTest extends DoctorFixture {
    private static final Map<String, String> NO_RESEND = Map.of("RESEND_API_BASE_URL", "https://127.0.0.1:1");

    private List<Finding> withState(Path state) throws Exception {
        return examine(Map.of("RESEND_API_BASE_URL", "https://127.0.0.1:1", "STATE_DIR", state.toString()));
    }

    @Test
    void missingDirectoriesThatCanBeCreatedPassAndAreNotCreated() throws Exception {
        Finding state = only(examine(NO_RESEND), "state");
        assertThat(state.status()).isEqualTo(OK);
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void stateDirectoryThatIsAFileFails() throws Exception {
        Finding state = only(withState(Files.createFile(directory.resolve("file"))), "state");
        assertThat(state.status()).isEqualTo(FAILED);
        assertThat(state.message()).contains("not a directory");
    }

    @Test
    void readOnlyStateDirectoryFails() throws Exception {
        Path readOnly = Path.of("/proc/self");
        assumeTrue(Files.isDirectory(readOnly), "only Linux has a directory that even root cannot write to");
        Finding state = only(withState(readOnly), "state");
        assertThat(state.status()).isEqualTo(FAILED);
        assertThat(state.message()).contains("STATE_DIR", "cannot be written by user");
    }

    @Test
    void fullDiskFails() throws Exception {
        Finding state = only(examine(PATIENT.withFreeBytes(Long.MAX_VALUE), Clock.systemUTC(), NO_RESEND), "state");
        assertThat(state.status()).isEqualTo(FAILED);
        assertThat(state.message()).contains("free: make room");
    }

    @Test
    void stateDirectoryThatOthersMayReadIsAWarning() throws Exception {
        Path open = Files.createDirectory(directory.resolve("open"));
        assumeTrue(open.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Finding state = only(withState(open), "state");
        assertThat(state.status()).isEqualTo(WARNING);
        assertThat(state.message()).contains("rwxr-xr-x", "chmod 700");
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void secretThatEveryUserMayReadIsAWarning() throws Exception {
        Path key = Files.writeString(directory.resolve("key"), "re_sandbox");
        assumeTrue(key.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        Map<String, String> settings = Map.of(
                "RESEND_API_BASE_URL",
                "https://127.0.0.1:1",
                "RESEND_API_KEY",
                "",
                "RESEND_API_KEY_FILE",
                key.toString());
        Finding secrets = only(examine(settings), "secrets");
        assertThat(secrets.status()).isEqualTo(WARNING);
        assertThat(secrets.message()).startsWith("RESEND_API_KEY_FILE: every user");
    }

    @Test
    void portOfAnotherProcessFails() throws Exception {
        try (LoopbackServer other = new LoopbackServer(socket -> {})) {
            List<Finding> findings = examine(
                    Map.of("RESEND_API_BASE_URL", "https://127.0.0.1:1", "MCP_PORT", String.valueOf(other.port())));
            assertThat(findings)
                    .filteredOn(finding -> finding.check().equals("ports") && finding.status() == FAILED)
                    .singleElement()
                    .satisfies(port -> assertThat(port.message()).contains("MCP_PORT", "in use by another process"));
        }
    }

    @Test
    void everyBrokenRuleOfTheSettingsIsReported() throws Exception {
        List<Finding> findings = examine(Map.of(
                "RESEND_API_BASE_URL", "https://127.0.0.1:1",
                "CONFIRM_TOOLS", "no_such_tool",
                "STATE_TYPE", "redis"));
        assertThat(findings)
                .filteredOn(finding -> finding.check().equals("configuration"))
                .extracting(Finding::status)
                .containsExactly(FAILED, FAILED);
    }

    @Test
    void redisThatIsDownFails() throws Exception {
        int port = LoopbackServer.closedPort();
        Finding redis = only(
                examine(Map.of(
                        "RESEND_API_BASE_URL", "https://127.0.0.1:1",
                        "STATE_TYPE", "redis",
                        "REDIS_URL", "redis://user:hidden@127.0.0.1:" + port)),
                "redis");
        assertThat(redis.status()).isEqualTo(FAILED);
        assertThat(redis.message()).contains("REDIS_URL").doesNotContain("hidden");
    }
}
