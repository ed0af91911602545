package dev.resendmcp.cli;

import dev.resendmcp.access.callers.CallerToken;
import dev.resendmcp.access.callers.Expiry;
import dev.resendmcp.call.Caller;
import dev.resendmcp.cli.settings.SettingException;
import dev.resendmcp.toolsets.NameList;
import dev.resendmcp.toolsets.ToolSelection;
import dev.resendmcp.toolsets.Toolsets;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code token create NAME}: prints a new token once, and the entry for the file of callers. */
public final class TokenCommand extends Command {
    private static final String NAME = "name";
    private static final String EXPIRES = "expires";
    private static final String READ_ONLY = "read_only";
    private static final Map<String, String> OPTIONS =
            Map.of("toolsets", "--toolset", "tools", "--tool", "exclude_tools", "--exclude-tool");

    /** Names the command. */
    public TokenCommand() {
        super("token", "Prints a new token of a caller, and its entry for CALLERS_FILE");
    }

    @Override
    public void configure(Subparser subparser) {
        subparser.addArgument("action").choices("create").help("what to do");
        subparser.addArgument(NAME).metavar("NAME").help("name of the caller, as in logs");
        list(subparser, "toolsets", "toolset that the caller may use; may be repeated");
        list(subparser, "tools", "tool that it may use in addition; may be repeated");
        list(subparser, "exclude_tools", "tool that it may not use; may be repeated");
        subparser
                .addArgument("--read-only")
                .dest(READ_ONLY)
                .action(Arguments.storeTrue())
                .help("only tools that change nothing");
        subparser
                .addArgument("--expires")
                .metavar("DATE")
                .dest(EXPIRES)
                .help("when the token ends, such as 2027-01-31");
    }

    private static void list(Subparser subparser, String dest, String help) {
        subparser
                .addArgument(OPTIONS.get(dest))
                .metavar("NAME")
                .dest(dest)
                .action(Arguments.append())
                .help(help);
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace namespace) {
        String name = namespace.getString(NAME);
        ToolSelection selection = new ToolSelection(
                names(namespace, "toolsets"),
                names(namespace, "tools"),
                names(namespace, "exclude_tools"),
                namespace.getBoolean(READ_ONLY));
        String expires = namespace.getString(EXPIRES);
        requireName(name);
        requireFuture(expires);
        requireKnown(selection);
        CallerToken token = CallerToken.create();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("Token of " + name + ", which is shown only now:");
        out.println();
        out.println("  " + token.text());
        out.println();
        out.println("Entry for the list callers: in CALLERS_FILE:");
        out.println();
        out.print(entry(name, token, selection, expires));
    }

    /** Names that were given one by one, or several with commas. */
    private static List<String> names(Namespace namespace, String dest) {
        List<String> names = new ArrayList<>();
        for (String text : Objects.requireNonNullElse(namespace.<String>getList(dest), List.<String>of())) {
            List<String> some = NameList.of(text).names();
            if (some.isEmpty()) {
                // An empty variable of a script must not give all rights.
                throw new SettingException(OPTIONS.get(dest) + " names nothing: give a name, or leave it out.");
            }
            names.addAll(some);
        }
        return names;
    }

    private static void requireName(String name) {
        try {
            Caller unused = Caller.named(name);
        } catch (IllegalArgumentException e) {
            throw new SettingException("The caller " + e.getMessage() + ".");
        }
    }

    private static void requireFuture(String expires) {
        try {
            if (expires != null && !Expiry.of(expires).moment().isAfter(Instant.now())) {
                throw new SettingException("--expires is over: give a date in the future.");
            }
        } catch (IllegalArgumentException e) {
            throw new SettingException("--expires " + e.getMessage() + ".");
        }
    }

    private static void requireKnown(ToolSelection selection) {
        Toolsets.ofCatalogue().unknown(selection).ifPresent(unknown -> {
            String option = OPTIONS.get(unknown.key());
            throw new SettingException(option + ": " + unknown.sentence() + ".");
        });
    }

    private static String entry(String name, CallerToken token, ToolSelection selection, String expires) {
        StringBuilder entry = new StringBuilder(
                "  - name: \"" + name + "\"\n    token_hash: \"" + token.hash().text() + "\"\n");
        if (expires != null) {
            entry.append("    expires: \"").append(expires).append("\"\n");
        }
        append(entry, "toolsets", selection.toolsets());
        append(entry, "tools", selection.tools());
        append(entry, "exclude_tools", selection.excludeTools());
        return entry.append(selection.readOnly() ? "    read_only: true\n" : "").toString();
    }

    private static void append(StringBuilder entry, String key, List<String> names) {
        if (!names.isEmpty()) {
            entry.append("    ")
                    .append(key)
                    .append(": [")
                    .append(String.join(", ", names))
                    .append("]\n");
        }
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        cli.getStdErr().println(failure.getMessage());
    }
}
