package dev.resendmcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.api.Catalogue;
import jakarta.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the command {@code tools} prints. */
class ToolPagesTest {
    private static final Path REFERENCE = Path.of("docs/tools.md");

    private final ToolPages pages = new ToolPages(
            ToolsCommand.published(Validation.buildDefaultValidatorFactory().getValidator()));

    @Test
    void tableHasEveryToolAndTheSum() {
        assertThat(Catalogue.toolNames())
                .allSatisfy(name -> assertThat(pages.table()).contains("  " + name + " "));
        assertThat(pages.table()).endsWith("145 tools in 19 modules.\n");
    }

    @Test
    void referencePageIsCurrent() throws IOException {
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(REFERENCE, pages.markdown());
        }
        assertThat(pages.markdown())
                .as("docs/tools.md; accept the change with -Dgolden=update")
                .isEqualTo(Files.readString(REFERENCE));
    }
}
