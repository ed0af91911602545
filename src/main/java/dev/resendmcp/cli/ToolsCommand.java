package dev.resendmcp.cli;

import dev.resendmcp.ResendMcpConfiguration;
import dev.resendmcp.api.Catalogue;
import dev.resendmcp.once.IdempotentToolSchema;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolRegistry;
import dev.resendmcp.tools.lenient.NarrowSchema;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import jakarta.validation.Validator;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code tools}: prints the catalogue, as a table or as the reference page. Needs no configuration and no account. */
public final class ToolsCommand extends Command {
    /** Names the command. */
    public ToolsCommand() {
        super("tools", "Prints all tools by module");
    }

    @Override
    public void configure(Subparser subparser) {
        subparser
                .addArgument("--markdown")
                .action(Arguments.storeTrue())
                .help("print the reference page with arguments and effects");
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace namespace) {
        ToolPages pages =
                new ToolPages(published(bootstrap.getValidatorFactory().getValidator()));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print(namespace.getBoolean("markdown") ? pages.markdown() : pages.table());
    }

    /** All tools as a service with default settings publishes them. */
    static List<ToolDefinition> published(Validator validator) {
        IdempotentToolSchema sends =
                new IdempotentToolSchema(new ResendMcpConfiguration().sends().deduplicationWindow());
        return new ToolRegistry(Catalogue.MODULES, module -> null, validator)
                .list().stream().map(sends::publish).map(NarrowSchema::publish).toList();
    }
}
