package dev.resendmcp.testing;

import dev.resendmcp.ResendMcpApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ResendMcpApplication.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        return builder;
    }
}
