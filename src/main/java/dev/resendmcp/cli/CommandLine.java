package dev.resendmcp.cli;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.util.Optional;

/** The command line of the process. */
public final class CommandLine {
    private final String[] arguments;

    /** @param arguments name of the command, then its own arguments */
    public CommandLine(String... arguments) {
        this.arguments = arguments.clone();
    }

    /**
     * Runs the command. Does not register Dropwizard's JVM metrics, because that takes a while; commands that serve metrics
     * register them.
     *
     * @return the failure of the command, already reported to the user; empty on success
     */
    public Optional<Throwable> run(Bootstrap<?> bootstrap) {
        JarLocation jar = new JarLocation(bootstrap.getApplication().getClass());
        return new Cli(jar, bootstrap, System.out, System.err).run(arguments);
    }
}
