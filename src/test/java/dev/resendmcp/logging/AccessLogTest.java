package dev.resendmcp.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.DropwizardTestSupport;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class AccessLogTest {

    @TempDir
    Path directory;

    private DropwizardTestSupport<Configuration> service;

    @BeforeEach
    void start() throws Exception {
        Path yaml = directory.resolve("config.yml");
        Files.writeString(yaml, """
                server:
                  applicationConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
                  adminConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
                  requestLog:
                    appenders:
                      - type: file
                        archive: false
                        currentLogFilename: %s
                        layout: {type: logstash-access}
                """.formatted(requestLog()));
        service = new DropwizardTestSupport<>(Greeter.class, yaml.toString());
        service.before();
    }

    @AfterEach
    void stop() {
        service.after();
    }

    @Test
    void requestIsOneLineWithItsFields() throws Exception {
        call("/hello");
        JsonNode line = line();
        assertThat(line.path("timestamp").asText()).endsWith("Z");
        assertThat(line.path("remote_address").asText()).isEqualTo("127.0.0.1");
        assertThat(line.path("method").asText()).isEqualTo("POST");
        assertThat(line.path("path").asText()).isEqualTo("/hello");
        assertThat(line.path("status").asInt()).isEqualTo(202);
        assertThat(line.path("bytes").asInt()).isEqualTo(5);
        assertThat(line.path("duration_ms").isNumber()).isTrue();
        assertThat(line.path("user_agent").asText()).isEqualTo("test \"agent\"");
        assertThat(line.path("request_id").asText()).isEqualTo("r-1");
        assertThat(line).hasSize(9);
    }

    @Test
    void queryBodyAndCredentialsStayOut() throws Exception {
        call("/hello?token=query-secret");
        line();
        assertThat(Files.readString(requestLog())).doesNotContain("secret", "token");
    }

    @Test
    void addressInThePathIsMasked() throws Exception {
        call("/contacts/alice%40example.com");
        assertThat(line().path("path").asText()).isEqualTo("/contacts/****");
    }

    private void call(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.getLocalPort() + path))
                .header("Authorization", "Bearer header-secret")
                .header("User-Agent", "test \"agent\"")
                .POST(HttpRequest.BodyPublishers.ofString("body-secret"))
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    /** The line is written after the answer has left. */
    private JsonNode line() throws IOException {
        List<String> lines = Awaitility.await()
                .until(() -> Files.readAllLines(requestLog(), StandardCharsets.US_ASCII), found -> !found.isEmpty());
        assertThat(lines).hasSize(1);
        return new ObjectMapper().readTree(lines.get(0));
    }

    private Path requestLog() {
        return directory.resolve("requests.log");
    }

    /** Answers every call with the same five bytes. */
    public static final class Greeter extends Application<Configuration> {
        @Override
        public void run(Configuration configuration, Environment environment) {
            environment.jersey().disable();
            environment
                    .servlets()
                    .addServlet("greeter", new HttpServlet() {
                        @Override
                        protected void doPost(HttpServletRequest request, HttpServletResponse response)
                                throws IOException {
                            response.setHeader("X-Request-Id", "r-1");
                            response.setStatus(HttpServletResponse.SC_ACCEPTED);
                            response.getWriter().write("hello");
                        }
                    })
                    .addMapping("/*");
        }
    }
}
