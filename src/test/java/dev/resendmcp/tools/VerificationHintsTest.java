package dev.resendmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.api.Catalogue;
import dev.resendmcp.api.Effect;
import dev.resendmcp.api.Tool;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For every write there is a read that shows whether it took effect. */
class VerificationHintsTest {
    private static final List<Method> TOOLS = Catalogue.MODULES.stream()
            .flatMap(module -> Arrays.stream(module.getMethods()))
            .filter(method -> method.isAnnotationPresent(Tool.class))
            .toList();

    private final VerificationHints witnesses = new VerificationHints(TOOLS);

    @ParameterizedTest
    @CsvSource({
        "create_domain, list_domains",
        "update_domain, get_domain",
        "delete_domain, get_domain",
        "verify_domain, get_domain",
        "create_domain_claim, list_domains",
        "verify_domain_claim, get_domain_claim",
        "duplicate_template, list_templates",
        "send_broadcast, get_broadcast",
        "create_contact, list_contacts",
        "update_contact_by_email, get_contact_by_email",
        "delete_contact_by_id, get_contact_by_id",
        "create_contact_import, list_contact_imports",
        "add_contact_to_segment, list_contact_segments",
        "rotate_webhook_signing_secret, get_webhook",
        "remove_inbox_thread_label, get_inbox_thread",
        "revoke_oauth_grant, list_oauth_grants"
    })
    void nearestRead(String write, String read) {
        assertThat(witnesses.of(method(write))).hasValue(read);
    }

    @Test
    void everyWriteHasOne() {
        assertThat(TOOLS.stream().filter(tool -> tool.getAnnotation(Tool.class).effect() != Effect.READ))
                .hasSizeGreaterThan(80)
                .allSatisfy(write ->
                        assertThat(witnesses.of(write)).as(write.getName()).isPresent());
    }

    private static Method method(String tool) {
        return TOOLS.stream()
                .filter(method -> method.getAnnotation(Tool.class).name().equals(tool))
                .findFirst()
                .orElseThrow();
    }
}
