package dev.resendmcp.cli;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.util.Optional;

/** What a process was started with. */
public final class CommandLine {
    private final String[] arguments;

    /** @param arguments name of the command, then its own arguments */
    public CommandLine(String... arguments) {
        this.arguments = arguments.clone();
    }

    /**
     * Runs the command, without the metrics of the JVM that Dropwizard would register for each: a command that serves them
     * does it itself, for it takes a while.
     *
     * @return what the command failed with, after it was told to the user
     */
    public Optional<Throwable> run(Bootstrap<?> bootstrap) {
        JarLocation jar = new JarLocation(bootstrap.getApplication().getClass());
        return new Cli(jar, bootstrap, System.out, System.err).run(arguments);
    }
}
