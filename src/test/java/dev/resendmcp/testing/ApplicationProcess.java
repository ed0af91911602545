package dev.resendmcp.testing;

import dev.resendmcp.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The application as a process of its own, in a directory of its own, with the project's {@code config.yml}. */
public final class ApplicationProcess {
    private ApplicationProcess() {}

    /**
     * A process that is yet to be started.
     *
     * @param directory where it works; its output goes to the files {@code out} and {@code err} there
     * @param variables the whole environment
     * @param javaOptions such as {@code -Xmx64m}
     * @param arguments command and configuration file
     */
    public static ProcessBuilder in(
            Path directory, Map<String, String> variables, List<String> javaOptions, List<String> arguments) {
        try {
            Path configuration = directory.resolve("config.yml");
            Files.copy(Path.of("config.yml"), configuration, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Short lives begin sooner with the quick compiler alone.
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().clear();
        if (!variables.containsKey("CONFIRM_TOOLS")) {
            // No operator approves what tests do, except for tests of approvals.
            builder.environment().put("APPROVE_TOOLS", "none");
        }
        builder.environment().putAll(variables);
        return builder;
    }

    /**
     * How a process ended.
     *
     * @param code its exit code
     * @param err lines of its standard error
     */
    public record Ended(int code, List<String> err) {}

    /**
     * Runs a process that ends by itself.
     *
     * @param environment the whole of it, each as {@code NAME=value}
     * @param arguments command and configuration file
     */
    public static Ended run(Path directory, String[] environment, String... arguments)
            throws IOException, InterruptedException {
        Map<String, String> variables = Arrays.stream(environment)
                .map(entry -> entry.split("=", 2))
                .filter(entry -> entry.length == 2)
                .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1]));
        Process process =
                in(directory, variables, List.of(), List.of(arguments)).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("It did not end by itself");
        }
        return new Ended(process.exitValue(), Files.readAllLines(directory.resolve("err")));
    }
}
