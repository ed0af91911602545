package dev.resendmcp.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.ConsoleCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No key of a caller is in a log, a metric, a file or a page, with debug output too. */
class ResendKeySecrecyTest extends ResendKeyFixture {
    private static final String WRONG = "re_wrong_canary";
    private static final String OPERATOR = "o".repeat(32);

    @TempDir
    Path directory;

    @Test
    void noKeyIsShownOrKept() throws IOException {
        start(
                "DEBUG",
                "true",
                "LOG_DIR",
                directory.resolve("logs").toString(),
                "STATE_DIR",
                directory.resolve("state").toString(),
                "ADMIN_TOKENS",
                "ann:" + OPERATOR,
                "APPROVE_TOOLS",
                "destructive",
                "MAX_RESEND_KEYS",
                "1");
        List<String> shown = new ArrayList<>(traffic());
        shown.addAll(pages());
        service.close();
        service = startedAt(URI.create("http://127.0.0.1:9"), "DEBUG", "true", "LOG_DIR", logs());
        shown.add(post(ANN, LIST).body());
        service.close();
        service = null;
        shown.addAll(files());
        assertThat(shown).hasSizeGreaterThan(10);
        for (String text : shown) {
            assertThat(text).doesNotContain(ANN, BOB, WRONG);
        }
    }

    private String logs() {
        return directory.resolve("logs").toString();
    }

    private List<String> traffic() {
        List<String> answers = new ArrayList<>();
        for (String key : List.of(ANN, BOB, ANN + "_sending", WRONG)) {
            answers.add(post(key, LIST).headers().toString());
            answers.add(result(key, "tools/call", "{'name':'send_email','arguments':" + mail("s") + "}")
                    .toString());
            answers.add(call(key, "delete_domain", "{'domain_id':'x'}").toString());
            answers.add(call(key, "get_domain", "{'domain_id':'none'}").toString());
            answers.add(post(key, "{}").body());
        }
        answers.add(facts(BOB).toString());
        answers.add(result(BOB, "resources/read", "{'uri':'resend://configuration'}")
                .toString());
        return answers;
    }

    private List<String> pages() {
        ConsoleCalls console = new ConsoleCalls(service.admin("/"));
        console.login(OPERATOR);
        List<String> pages = new ArrayList<>();
        for (String path : List.of("/console/approvals", "/console/now", "/console/calls")) {
            HttpResponse<String> page = console.get(path);
            assertThat(page.statusCode()).isEqualTo(200);
            pages.add(page.body());
        }
        assertThat(pages.get(2)).contains("key-");
        pages.add(admin("/prometheus"));
        pages.add(admin("/healthcheck"));
        return pages;
    }

    private String admin(String path) {
        HttpResponse<String> answer = service.mcp()
                .send(HttpRequest.newBuilder(service.admin(path))
                        .header("Authorization", "Bearer " + OPERATOR)
                        .build());
        assertThat(answer.body()).isNotEmpty();
        return answer.body();
    }

    private List<String> files() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(texts.toString()).contains("key-");
        return texts;
    }
}
