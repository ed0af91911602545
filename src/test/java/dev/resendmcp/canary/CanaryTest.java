package dev.resendmcp.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.resendmcp.testing.ApplicationProcess;
import dev.resendmcp.testing.ConsoleCalls;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets, addresses and contents that went through the service with all its loggers on are nowhere to be seen afterwards. What
 * shows less than a heap dump does must not show them; the memory of the process and its environment are not looked at.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class CanaryTest {
    private static final List<String> DIAGNOSES = List.of(
            "VM.command_line",
            "VM.system_properties",
            "VM.info",
            "VM.flags",
            "VM.events",
            "Thread.print -e -l",
            "GC.class_histogram");

    private static final Set<String> PLACES = Set.of(
            "resend-full-mcp.log",
            "requests.log",
            "refusals.log",
            "err",
            "audit-000001.jsonl",
            "state-a.mv",
            "hs_err",
            "settings/out",
            "doctor/out",
            "VM.info",
            "/prometheus",
            "stranger /console/calls");

    @TempDir
    private Path directory;

    private final Sightings sightings = new Sightings();

    @Test
    void nothingShowsSecretsOrAddresses() throws Exception {
        try (EchoingResend resend = new EchoingResend();
                MarkedService service = MarkedService.start(resend, directory)) {
            ConsoleCalls operator = service.operator();
            Traffic traffic = new Traffic(service.uri("/mcp"), operator);
            Phases phases = new Phases(resend, traffic);
            phases.good();
            assertThat(traffic.succeeded()).as("tools that worked").hasSizeGreaterThanOrEqualTo(140);
            phases.bad();
            traffic.answers().forEach(sightings::answer);
            lookAtPages(service, operator);
            lookAtProcess(service.process().handle().pid());
            crash(service);
            lookAtCommands(MarkedService.variables(resend, directory));
        }
        lookAtFiles();
        sightings.check(PLACES);
    }

    private void lookAtPages(MarkedService service, ConsoleCalls operator) {
        for (String page : List.of("/prometheus", "/metrics", "/metrics.json", "/healthcheck", "/", "/ping")) {
            sightings.open(page, service.admin("GET", page).body());
        }
        for (String probe : List.of("/health-check?type=ready", "/", "/.well-known/oauth-protected-resource/mcp")) {
            sightings.open("probe " + probe, service.get(service.uri(probe)).body());
        }
        for (String page : List.of("", "/approvals", "/calls", "/calls?caller=ann", "/now", "/outbox")) {
            String path = "/console" + page;
            URI uri = service.admin(path);
            sightings.open("stranger " + path, service.get(uri).body());
            String wrong =
                    service.get(uri, "Cookie", "session=" + "0".repeat(32)).body();
            sightings.open("wrong session " + path, wrong);
            sightings.operator("operator " + path, operator.get(path).body());
        }
    }

    private void lookAtProcess(long pid) throws IOException, InterruptedException {
        sightings.open("cmdline", Files.readString(Path.of("/proc/" + pid + "/cmdline")));
        for (String command : DIAGNOSES) {
            List<String> line = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid)));
            line.addAll(List.of(command.split(" ")));
            sightings.open("jcmd " + command, output(line));
        }
        assertThat(output(List.of("kill", "-QUIT", String.valueOf(pid)))).isEmpty();
    }

    /** Leaves the report of a crash beside the log. */
    private static void crash(MarkedService service) throws IOException, InterruptedException {
        long pid = service.process().handle().pid();
        assertThat(output(List.of("kill", "-SEGV", String.valueOf(pid)))).isEmpty();
        await().until(() -> !service.process().isAlive());
    }

    private void lookAtCommands(Map<String, String> variables) throws Exception {
        variables.keySet().removeIf(name -> name.contains("."));
        for (List<String> command :
                List.of(List.of("settings", "check", "config.yml"), List.of("doctor", "--json", "config.yml"))) {
            Path at = Files.createDirectory(directory.resolve(command.get(0)));
            Process process =
                    ApplicationProcess.in(at, variables, List.of(), command).start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** Everything on the disk, the state included. */
    private void lookAtFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(file).toString();
                sightings.open(name, Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }
}
