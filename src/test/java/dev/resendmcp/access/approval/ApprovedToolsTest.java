package dev.resendmcp.access.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.api.Catalogue;
import dev.resendmcp.tools.ToolDefinition;
import dev.resendmcp.tools.ToolRegistry;
import jakarta.validation.Validation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
        "get_domain, get_domain"
    })
    void entryCoversTool(String entry, String tool) {
        assertThat(covered(entry)).contains(tool);
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
        "none, delete_domain",
        "'none, all', delete_domain"
    })
    void entryDoesNotCoverTool(String entry, String tool) {
        assertThat(covered(entry)).doesNotContain(tool);
    }

    @ParameterizedTest
    @ValueSource(strings = {"send_email", "send_batch_emails", "forward_inbox_email", "send_inbox_draft"})
    void bulkCoversSendsToMany(String tool) {
        assertThat(TOOLS.stream().filter(ApprovedTools.of("bulk")::coversMany).map(ToolDefinition::name))
                .contains(tool);
    }

    @Test
    void unknownEntriesAreFoundByPosition() {
        assertThat(ApprovedTools.of("sends, topics, send_email, sned_email")
                        .unknown(Set.of("send_email"), Set.of("topics")))
                .containsExactly(4);
    }

    private static List<String> covered(String entries) {
        ApprovedTools approved = ApprovedTools.of(entries);
        return TOOLS.stream().filter(approved::covers).map(ToolDefinition::name).toList();
    }
}
