package dev.resendmcp.access.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.api.Catalogue;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolRegistry;
import dev.resendmcp.toolsets.Toolsets;
import jakarta.validation.Validation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the setting {@code APPROVE_TOOLS} covers. */
class ApprovedToolsTest {
    private static final List<ToolDefinition> TOOLS = new ToolRegistry(
                    Catalogue.MODULES,
                    type -> null,
                    Validation.buildDefaultValidatorFactory().getValidator())
            .list();
    private static final Toolsets TOOLSETS = Toolsets.ofCatalogue();

    @ParameterizedTest
    @CsvSource({
        "destructive, delete_domain",
        "destructive, revoke_oauth_grant",
        "sensitive, create_api_key",
        "sensitive, update_webhook",
        "sensitive, rotate_webhook_signing_secret",
        "sensitive, share_email",
        "sensitive, revoke_oauth_grant",
        "sensitive, update_inbox_agent",
        "sends, send_email",
        "sends, create_broadcast",
        "sends, reply_to_inbox_email",
        "bulk, send_broadcast",
        "all, create_contact",
        "topics, create_topic",
        "marketing, send_broadcast",
        "' MARKETING ,', create_contact",
        "inbound, reply_to_inbox_email",
        "admin, update_domain",
        "get_domain, get_domain"
    })
    void entryCoversTool(String entry, String tool) {
        assertThat(always(entry)).contains(tool);
    }

    @ParameterizedTest
    @CsvSource({
        "destructive, update_topic",
        "sensitive, list_api_keys",
        "sensitive, create_contact",
        "sends, create_contact",
        "bulk, send_email",
        "all, list_domains",
        "topics, list_topics",
        "marketing, list_contacts",
        "marketing, send_email",
        "none, delete_domain",
        "'none, all', delete_domain"
    })
    void entryDoesNotCoverTool(String entry, String tool) {
        assertThat(always(entry)).doesNotContain(tool);
    }

    @ParameterizedTest
    @ValueSource(strings = {"send_email", "send_batch_emails", "forward_inbox_email", "send_inbox_draft"})
    void bulkCoversSendsToMany(String tool) {
        assertThat(TOOLS.stream().filter(covered("bulk")::ofMany).map(ToolDefinition::name))
                .contains(tool);
    }

    @ParameterizedTest
    @CsvSource({
        "'sends, topics, sned_email', 3, send_email",
        "'core, marketting', 2, marketing",
        "destructiv, 1, destructive",
    })
    void unknownEntryIsToldWithTheNearestOne(String entries, int position, String nearest) {
        assertThat(ApprovedTools.of(entries).unknown(TOOLSETS)).hasValueSatisfying(unknown -> {
            assertThat(unknown.position()).isEqualTo(position);
            assertThat(unknown.nearest()).hasValue(nearest);
        });
    }

    private static CoveredTools covered(String entries) {
        return new CoveredTools(ApprovedTools.of(entries), TOOLSETS);
    }

    private static List<String> always(String entries) {
        return TOOLS.stream()
                .filter(covered(entries)::always)
                .map(ToolDefinition::name)
                .toList();
    }
}
