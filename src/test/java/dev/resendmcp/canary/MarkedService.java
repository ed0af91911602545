package dev.resendmcp.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.access.callers.CallerToken;
import dev.resendmcp.faults.ServiceProcess;
import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.McpCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The service as a process, each of whose secrets is a canary, with all loggers at their lowest level. */
final class MarkedService implements AutoCloseable {
    static final String ANN = Canaries.secret("ann");
    static final String BOB = Canaries.secret("bob");
    static final String OPERATOR = Canaries.secret("operator");
    /** Its policy lets no mail leave, its budget no call after the tenth, and it has not all tools. */
    static final CallerToken BOUND = CallerToken.create();
    /** May change nothing. */
    static final CallerToken READER = CallerToken.create();

    /** Loggers that an operator may turn on one by one. */
    private static final List<String> LOGGERS = List.of(
            "ROOT",
            "dev.resendmcp",
            "org.apache.hc.client5.http",
            "org.apache.hc.client5.http.wire",
            "org.apache.hc.client5.http.headers",
            "org.eclipse.jetty",
            "org.glassfish.jersey",
            "io.dropwizard",
            "io.modelcontextprotocol",
            "io.netty",
            "org.redisson",
            "org.hibernate",
            "freemarker",
            "com.fasterxml",
            "com.nimbusds");

    private final ServiceProcess process;
    private final McpCalls http;

    private MarkedService(ServiceProcess process) {
        this.process = process;
        this.http = new McpCalls(process.uri("application"));
    }

    static MarkedService start(EchoingResend resend, Path directory) throws IOException {
        MarkedService service = new MarkedService(ServiceProcess.start(
                resend.uri(),
                directory,
                variables(resend, directory),
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash")));
        for (String logger : LOGGERS) {
            HttpResponse<String> set = service.admin("POST", "/tasks/log-level?logger=" + logger + "&level=TRACE");
            assertThat(set.statusCode()).as(logger).isEqualTo(200);
        }
        return service;
    }

    static Map<String, String> variables(EchoingResend resend, Path directory) throws IOException {
        Map<String, String> variables = new HashMap<>();
        variables.put("RESEND_API_KEY", "re_" + Canaries.secret("resend"));
        variables.put("MCP_AUTH_TOKENS", "ann:" + ANN + ",bob:" + BOB);
        variables.put("ADMIN_TOKENS", "olga:" + OPERATOR);
        variables.put("AUDIT_KEY", Canaries.secret("audit"));
        variables.put("CONFIRMATION_KEY", Canaries.secret("confirmation"));
        variables.put("HTTP_PROXY", resend.proxy());
        variables.put("STATE_TYPE", "redis");
        variables.put(
                "REDIS_URL", "redis://" + Canaries.PERSONAL + "user:" + Canaries.secret("redis") + "@127.0.0.1:1");
        variables.put("CALLERS_FILE", callers(directory).toString());
        variables.put("APPROVE_TOOLS", "sensitive");
        variables.put("DEBUG", "true");
        variables.put("RATE_LIMIT", "1000");
        variables.put("resend.callTimeout", "1s");
        return variables;
    }

    private static Path callers(Path directory) throws IOException {
        Path file = directory.resolve("callers.yml");
        Files.writeString(
                file,
                "callers:\n" + entry("bound", BOUND) + "    exclude_tools: [list_domains, get_email]\n"
                        + "    policy:\n      denied_recipients: \"resend.dev, *.example.org, example.org, example.net\"\n"
                        + "      allowed_from: \"nobody@example.com\"\n"
                        + "    budgets:\n      calls_per_minute: 200\n"
                        + entry("reader", READER)
                        + "    read_only: true\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static String entry(String name, CallerToken token) {
        return "  - name: " + name + "\n    token_hash: \"" + token.hash().text() + "\"\n";
    }

    /** Further secrets that no one chooses. */
    static Stream<String> created() {
        return Stream.of(BOUND.text(), READER.text());
    }

    ServiceProcess process() {
        return process;
    }

    /** Address of something beside MCP. */
    URI uri(String path) {
        return process.uri("application").resolve(path);
    }

    URI admin(String path) {
        return process.uri("admin").resolve(path);
    }

    /** Asks the admin port as the operator. */
    HttpResponse<String> admin(String method, String path) {
        return http.send(HttpRequest.newBuilder(admin(path))
                .header("Authorization", "Bearer " + OPERATOR)
                .method(method, BodyPublishers.noBody())
                .build());
    }

    /** Asks without any credential, but with these headers, given as names and values in turn. */
    HttpResponse<String> get(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build());
    }

    /** The console, logged in. */
    ConsoleCalls operator() {
        ConsoleCalls console = new ConsoleCalls(admin("/"));
        assertThat(console.login(OPERATOR).statusCode()).isLessThan(400);
        return console;
    }

    @Override
    public void close() {
        process.close();
    }
}
