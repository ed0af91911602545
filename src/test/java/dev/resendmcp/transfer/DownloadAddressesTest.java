package dev.resendmcp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.ScriptedUpstream;
import dev.resendmcp.testing.ScriptedUpstream.Reply;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attachments are not downloaded from this machine, its network or the address of a cloud's metadata. */
class DownloadAddressesTest {
    private static final String FILE = "/files/1";

    private static ScriptedUpstream resend;
    private static RunningService service;

    @BeforeAll
    static void start() {
        resend = new ScriptedUpstream(Reply.of(200, "{}"));
        service = RunningService.inFrontOf(resend.uri(), SeedData.FULL_ACCESS_KEY, Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
        resend.close();
    }

    /** Saves an attachment whose address is this. */
    private static JsonNode save(String address, Reply file) {
        Reply attachment = Reply.of(
                200,
                "{\"object\":\"attachment\",\"id\":\"1\",\"filename\":\"a.txt\",\"size\":1,\"content_type\":\"text/plain\","
                        + "\"download_url\":\"" + address + "\"}");
        resend.scriptByPath(path -> path.equals(FILE) ? file : attachment);
        return service.mcp().call("get_email_attachment", "{'email_id':'1','attachment_id':'1','save_as':'a.txt'}");
    }

    @Test
    void addressAtResendIsDownloaded() {
        JsonNode answer = save(resend.uri() + FILE, Reply.of(200, "content"));
        assertThat(answer.path("saved").asText()).as("%s", answer).startsWith("file-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/files/1",
                "https://localhost/files/1",
                "https://[::1]/files/1",
                "https://[::ffff:127.0.0.1]/files/1",
                "https://2130706433/files/1",
                "https://0.0.0.0/files/1",
                "https://user@localhost/files/1",
                "http://127.0.0.1/files/1",
                "https://169.254.169.254/latest/meta-data",
                "https://10.0.0.1/",
                "https://192.168.0.1/",
                "https://100.64.0.1/",
                "https://[fd00:ec2::254]/latest",
                "https://[fe80::1]/",
                "file:///etc/passwd",
                "jar:file:///etc/passwd!/",
                "gopher://127.0.0.1/",
                "//127.0.0.1/",
                "https:///etc/passwd"
            })
    void otherAddressIsNot(String address) {
        JsonNode answer = save(address, Reply.of(200, "content"));
        assertThat(answer.toString()).contains("the address of the file is not one to download from");
    }

    @Test
    void redirectIsNotFollowed() {
        try (ScriptedUpstream inside = new ScriptedUpstream(Reply.of(200, "secret"))) {
            JsonNode answer = save(resend.uri() + FILE, Reply.of(302, "").with("Location", inside.uri() + "/secret"));
            assertThat(answer.path("saved").asText()).as("%s", answer).doesNotStartWith("file-");
            assertThat(inside.requests()).isEmpty();
        }
    }
}
