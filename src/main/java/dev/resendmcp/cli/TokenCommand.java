package dev.resendmcp.cli;

import dev.resendmcp.access.callers.CallerToken;
import dev.resendmcp.access.callers.Expiry;
import dev.resendmcp.call.Caller;
import dev.resendmcp.cli.settings.SettingException;
import dev.resendmcp.toolsets.ToolSelection;
import dev.resendmcp.toolsets.Toolsets;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code token create NAME}: prints a new token once, and the entry for the file of callers. */
public final class TokenCommand extends Command {
    private static final String NAME = "name";
    private static final String EXPIRES = "expires";
    private static final String READ_ONLY = "read_only";

    /** Names the command. */
    public TokenCommand() {
        super("token", "Prints a new token of a caller, and its entry for CALLERS_FILE");
    }

    @Override
    public void configure(Subparser subparser) {
        subparser.addArgument("action").choices("create").help("what to do");
        subparser.addArgument(NAME).metavar("NAME").help("name of the caller, as in logs");
        list(subparser, "--toolset", "toolsets", "toolset that the caller may use; may be repeated");
        list(subparser, "--tool", "tools", "tool that it may use in addition; may be repeated");
        list(subparser, "--exclude-tool", "exclude_tools", "tool that it may not use; may be repeated");
        subparser
                .addArgument("--read-only")
                .dest(READ_ONLY)
                .action(Arguments.storeTrue())
                .help("only tools that change nothing");
        subparser.addArgument("--expires").dest(EXPIRES).help("when the token ends, such as 2027-01-31");
    }

    private static void list(Subparser subparser, String option, String dest, String help) {
        subparser.addArgument(option).dest(dest).action(Arguments.append()).help(help);
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace namespace) {
        String name = namespace.getString(NAME);
        ToolSelection selection = new ToolSelection(
                namespace.getList("toolsets"),
                namespace.getList("tools"),
                namespace.getList("exclude_tools"),
                namespace.getBoolean(READ_ONLY));
        String expires = namespace.getString(EXPIRES);
        require(name, selection, expires);
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

    private static void require(String name, ToolSelection selection, String expires) {
        try {
            Caller unused = Caller.named(name);
            Expiry unusedEnd = expires == null ? null : Expiry.of(expires);
        } catch (IllegalArgumentException e) {
            throw new SettingException("The name or the expiry " + e.getMessage() + ".");
        }
        Toolsets.ofCatalogue().unknown(selection).ifPresent(unknown -> {
            throw new SettingException("Option for " + unknown.key() + ": " + unknown.sentence());
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
