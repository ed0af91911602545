package dev.resendmcp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.McpCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files over stdio: named in folders that the operator allows. */
@Tag("slow")
class FilesStdioTest {
    @TempDir
    private Path directory;

    private static String call(int id, String tool, String arguments) {
        return "{'jsonrpc':'2.0','id':" + id + ",'method':'tools/call','params':{'name':'" + tool + "','arguments':"
                + arguments + "}}";
    }

    private static String mail(String file) {
        return "{'from':'a@sandbox.resend.dev','to':'delivered@resend.dev','subject':'s','text':'t','attachments':[{'file':'"
                + file + "'}]}";
    }

    @Test
    void largePdfIsSentByItsName() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("reports"));
        byte[] pdf = new byte[25 * 1024 * 1024];
        new Random(2).nextBytes(pdf);
        Files.write(folder.resolve("may.pdf"), pdf);
        try (ResendSimulator resend = new ResendSimulator(100).start()) {
            List<JsonNode> answers = run(
                    resend,
                    Map.of("FILES_DIR", folder.toString()),
                    call(1, "send_email", mail("may.pdf")),
                    call(2, "send_email", mail("../config.yml")));
            assertThat(answers)
                    .anySatisfy(answer -> assertThat(
                                    answer.at("/result/structuredContent/id").asText())
                            .isNotEmpty());
            assertThat(answers)
                    .anySatisfy(answer -> assertThat(answer.at("/result/structuredContent/error/message")
                                    .asText())
                            .contains("there is no such file in the folders of FILES_DIR"));
            String expected = Base64.getEncoder().encodeToString(pdf);
            assertThat(resend.requests().stream()
                            .filter(request -> new String(request.body(), StandardCharsets.UTF_8).contains(expected))
                            .count())
                    .as("the whole file was sent")
                    .isEqualTo(1);
        }
    }

    @Test
    void filesCannotBeNamedUnlessTheOperatorGivesFolders() throws Exception {
        try (ResendSimulator resend = new ResendSimulator(100).start()) {
            List<JsonNode> answers = run(resend, Map.of(), call(1, "send_email", mail("config.yml")));
            assertThat(answers.get(0).at("/result/isError").asBoolean()).isTrue();
            assertThat(resend.requests()).isEmpty();
        }
    }

    private List<JsonNode> run(ResendSimulator resend, Map<String, String> more, String... lines)
            throws IOException, InterruptedException {
        Path in = Files.writeString(
                directory.resolve("in"), String.join("\n", lines).replace('\'', '"') + "\n");
        Map<String, String> variables = new HashMap<>(more);
        variables.put("RESEND_API_KEY", SeedData.FULL_ACCESS_KEY);
        variables.put("RESEND_API_BASE_URL", resend.baseUri().toString());
        Process process = ApplicationProcess.in(directory, variables, List.of(), List.of("stdio", "config.yml"))
                .redirectInput(in.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(directory.resolve("out")).stream()
                .map(McpCalls::tree)
                .toList();
    }
}
