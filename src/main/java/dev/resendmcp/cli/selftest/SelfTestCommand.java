package dev.resendmcp.cli.selftest;

import com.google.common.base.Splitter;
import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.cli.QuietOutput;
import dev.resendmcp.cli.report.CheckFailedException;
import dev.resendmcp.cli.report.FindingsPrinter;
import dev.resendmcp.cli.settings.ConfigurationFile;
import dev.resendmcp.cli.settings.SettingException;
import dev.resendmcp.cli.settings.SettingsReader;
import dev.resendmcp.cli.settings.StartFailure;
import dev.resendmcp.cli.settings.StartRules;
import dev.resendmcp.release.Release;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/**
 * {@code selftest}: checks that the critical tools of a running service work, over its own MCP endpoint. The exit code is 0 unless a
 * tool fails.
 */
public final class SelfTestCommand extends Command {
    private static final String OWN_ENTRY = "selftest:";

    /** Names the command. */
    public SelfTestCommand() {
        super("selftest", "Uses the critical tools of a running service; sends only to a test address of Resend");
    }

    @Override
    public void configure(Subparser subparser) {
        subparser.addArgument("file").nargs("?").help("the configuration file of the service");
        subparser.addArgument("--url").help("address of the MCP endpoint; by default that of the configuration file");
        subparser.addArgument("--from").help("sender; by default selftest@ the first verified domain");
        subparser.addArgument("--json").action(Arguments.storeTrue()).help("print one JSON object");
    }

    @Override
    @SuppressWarnings("unchecked")
    public void run(Bootstrap<?> any, Namespace namespace) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        QuietOutput.silence();
        String file = namespace.getString("file");
        StartRules.requireFile(file, getName());
        ConfigurationFile source = ConfigurationFile.of(any);
        ResendMcpConfiguration configuration =
                SettingsReader.read((Bootstrap<ResendMcpConfiguration>) any, source, file);
        URI address = address(namespace.getString("url"), configuration);
        Optional<String> token = token(source.variables().get("MCP_AUTH_TOKENS").orElse(""));
        SelfTest test = new SelfTest(
                new McpEndpoint(address, token), Clock.systemUTC(), Optional.ofNullable(namespace.getString("from")));
        new FindingsPrinter(out, Release.ofThisJar().version()).print(test.run(), namespace.getBoolean("json"));
    }

    private static URI address(String url, ResendMcpConfiguration configuration) {
        if (url == null) {
            return StartRules.ports(configuration)
                    .mcp("/mcp")
                    .orElseThrow(() -> new SettingException("MCP_PORT is 0: name the address with --url."));
        }
        try {
            return URI.create(url).parseServerAuthority();
        } catch (IllegalArgumentException | URISyntaxException e) {
            throw new SettingException("--url is not an address such as http://127.0.0.1:8080/mcp.");
        }
    }

    /** The token of the caller {@code selftest} if there is one, otherwise the first. */
    static Optional<String> token(String tokens) {
        List<String> entries = Splitter.on(',').trimResults().omitEmptyStrings().splitToList(tokens);
        return entries.stream()
                .filter(entry -> entry.startsWith(OWN_ENTRY))
                .findFirst()
                .or(() -> entries.stream().findFirst())
                .map(entry -> entry.substring(entry.indexOf(':') + 1));
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable failure) {
        if (!(failure instanceof CheckFailedException)) {
            StartFailure.report(cli, namespace, failure);
        }
    }
}
