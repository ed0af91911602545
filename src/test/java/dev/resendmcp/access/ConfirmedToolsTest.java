package dev.resendmcp.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.tools.ToolDefinition;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the setting {@code CONFIRM_TOOLS} covers. */
class ConfirmedToolsTest {
    private final ConfirmedTools confirmed = ConfirmedTools.of("destructive, send_broadcast");

    @Test
    void wordDestructiveCoversWhatRemoves() {
        assertThat(confirmed.covers(tool("delete_domain", true))).isTrue();
    }

    @Test
    void wordDestructiveDoesNotCoverWhatOverwrites() {
        assertThat(confirmed.covers(tool("update_topic", false))).isFalse();
    }

    @Test
    void nameCoversItsTool() {
        assertThat(confirmed.covers(tool("send_broadcast", false))).isTrue();
    }

    private static ToolDefinition tool(String name, boolean removes) {
        ToolDefinition.Hints hints = new ToolDefinition.Hints(false, true, removes, true, true);
        return new ToolDefinition("module", name, name, name, Map.of(), hints);
    }
}
