package dev.resendmcp.access.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.SeededAccount;
import dev.resendmcp.testing.ServiceExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request that nobody decided about in time. */
class ApprovalExpiryTest {
    private static final String ARGUMENTS = "{'domain_id':'" + SeededAccount.DOMAIN_ID + "'}";

    @RegisterExtension
    final ServiceExtension service =
            new ServiceExtension().with("APPROVE_TOOLS", "destructive").with("APPROVAL_TTL", "1s");

    @Test
    void endOfTheTimeIsTold() {
        service.mcp().call("delete_domain", ARGUMENTS);
        Awaitility.await()
                .until(() -> service.mcp()
                        .call("delete_domain", ARGUMENTS)
                        .at("/error/name")
                        .asText()
                        .equals("approval_expired"));
        assertThat(service.resend().requests())
                .noneMatch(request -> request.method().equals("DELETE"));
    }
}
