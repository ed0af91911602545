package dev.resendmcp.access.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.api.Catalogue;
import dev.resendmcp.api.Effect;
import dev.resendmcp.api.Tool;
import dev.resendmcp.testing.McpCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of sending tools has every tool of the catalogue that sends. */
class SendingToolsTest {
    private static final List<String> MAIL_FIELDS =
            List.of("from", "cc", "bcc", "attachments", "emails", "scheduled_at");

    /** They search, or add addresses without sending to them. */
    private static final Set<String> SEND_NOTHING =
            Set.of("search_inbox_threads", "batch_add_suppressions", "batch_remove_suppressions");

    /** docs/policy.md says why. */
    private static final Set<String> REACH_NOBODY = Set.of(
            "add_inbox_thread_labels",
            "add_suppression",
            "batch_add_suppressions",
            "create_api_key",
            "create_audience",
            "create_contact_property",
            "create_domain",
            "create_domain_claim",
            "create_event",
            "create_inbox",
            "create_inbox_label",
            "create_segment",
            "create_topic",
            "create_webhook",
            "duplicate_automation",
            "duplicate_broadcast",
            "duplicate_template",
            "replay_webhook_event",
            "rotate_webhook_signing_secret",
            "share_email",
            "update_api_key",
            "update_contact_property",
            "update_contact_topics",
            "update_domain",
            "update_event",
            "update_inbox",
            "update_inbox_label",
            "update_inbox_thread",
            "update_segment",
            "update_topic",
            "update_webhook",
            "verify_domain",
            "verify_domain_claim");

    private static final Set<String> TABLE = names(tool -> true);

    @Test
    void toolsWithTheEffectOfSendingAreInTheTable() {
        Set<String> sending = tools().filter(tool -> tool.effect() == Effect.SEND)
                .map(Tool::name)
                .collect(Collectors.toSet());
        sending.add("create_broadcast");
        assertThat(names(SendingTool::sends)).isEqualTo(sending);
    }

    private static Stream<Tool> tools() {
        return Catalogue.MODULES.stream()
                .flatMap(module -> Arrays.stream(module.getMethods()))
                .filter(method -> method.isAnnotationPresent(Tool.class))
                .map(method -> method.getAnnotation(Tool.class));
    }

    private static Set<String> names(Predicate<SendingTool> kind) {
        return Arrays.stream(SendingTool.values())
                .filter(kind)
                .map(SendingTool::toolName)
                .collect(Collectors.toSet());
    }

    @Test
    void toolsWithATimeAreSchedulable() throws IOException {
        assertThat(writesWith(List.of("scheduled_at"))).isEqualTo(names(SendingTool::isSchedulable));
    }

    @Test
    void toolsThatTakeRecipientsHaveSome() throws IOException {
        Set<String> found = writesWith(List.of("cc", "bcc"));
        assertThat(found).hasSizeGreaterThan(4).isSubsetOf(names(SendingTool::hasRecipients));
    }

    @Test
    void toolsThatTakeSendersOrRecipientsAreInTheTable() throws IOException {
        Set<String> found = writesWith(MAIL_FIELDS);
        found.removeAll(SEND_NOTHING);
        assertThat(found).hasSizeGreaterThan(10).isSubsetOf(TABLE);
    }

    /** Tools that change something and have an argument of one of these names, or a field of one. */
    private static Set<String> writesWith(List<String> fields) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String name : Catalogue.toolNames()) {
            JsonNode tool = McpCalls.tree(Files.readString(Path.of("src/test/resources/tools", name + ".json")))
                    .path("tool");
            boolean writes = !tool.at("/annotations/readOnlyHint").asBoolean();
            if (writes
                    && fields.stream()
                            .anyMatch(field ->
                                    !tool.path("inputSchema").findParents(field).isEmpty())) {
                found.add(name);
            }
        }
        return found;
    }

    @Test
    void everyOtherToolThatChangesSomethingReachesNobody() {
        Set<String> others = tools().filter(tool -> tool.effect() != Effect.READ && tool.effect() != Effect.REMOVE)
                .map(Tool::name)
                .collect(Collectors.toCollection(TreeSet::new));
        others.removeAll(TABLE);
        assertThat(others)
                .as("tools of which somebody has decided that no mail reaches an address because of them")
                .containsExactlyInAnyOrderElementsOf(REACH_NOBODY);
    }

    @Test
    void tableNamesToolsOfTheCatalogueOnly() {
        assertThat(TABLE).isSubsetOf(Catalogue.toolNames());
    }
}
