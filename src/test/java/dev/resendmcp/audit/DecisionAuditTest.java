package dev.resendmcp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.testing.ConsoleCalls;
import dev.resendmcp.testing.RunningService;
import dev.resendmcp.testing.SeededAccount;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A decision in the console is recorded with the operator's name and address. */
class DecisionAuditTest {
    private static final String OPERATOR = "o".repeat(40);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 192.0.2.7", "'', 127.0.0.1"})
    void decisionHasTheAddressThatATrustedProxyReports(String proxies, String address) {
        try (ResendSimulator resend = new ResendSimulator(100).start();
                RunningService service = start(resend, proxies)) {
            service.mcp().call("delete_domain", "{'domain_id':'" + SeededAccount.DOMAIN_ID + "'}");
            ConsoleCalls console = new ConsoleCalls(service.admin("/")).forwardedFor("192.0.2.7");
            console.login(OPERATOR);
            console.refuse("");
        }
        JsonNode decision = AuditFixture.lines(directory).stream()
                .filter(line -> line.path("decision").asText().equals("refused"))
                .findFirst()
                .orElseThrow();
        assertThat(decision.path("caller").asText()).isEqualTo("ann");
        assertThat(decision.path("address").asText()).isEqualTo(address);
        assertThat(decision.path("client").asText()).isEqualTo("console");
    }

    private RunningService start(ResendSimulator resend, String proxies) {
        return RunningService.inFrontOf(
                resend.baseUri(),
                SeedData.FULL_ACCESS_KEY,
                Map.of(
                        "APPROVE_TOOLS",
                        "destructive",
                        "ADMIN_TOKENS",
                        "ann:" + OPERATOR,
                        "AUDIT_DIR",
                        directory.toString(),
                        "AUDIT_KEY",
                        "0123456789abcdef0123456789abcdef",
                        "TRUSTED_PROXIES",
                        proxies));
    }
}
