package dev.resendmcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.resendmcp.http.admin.OperatorTokens;
import dev.resendmcp.testing.ServiceExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin port as it is by default: on loopback, without operators. */
class AdminPortWithoutOperatorsTest {
    @RegisterExtension
    static final ServiceExtension service = new ServiceExtension().with("adminAccess.diagnostics", "true");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ping", "/metrics", "/prometheus", "/metrics.json", "/healthcheck"})
    void whatOnlyTellsNeedsNoToken(String path) {
        assertThat(service.get(service.admin(path)).statusCode()).isIn(200, 500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tasks/log-level?logger=dev.resendmcp&level=OFF", "/tasks/gc"})
    void tasksAreOffAndSaySo(String path) {
        HttpResponse<String> answer = service.mcp()
                .send(HttpRequest.newBuilder(service.admin(path))
                        .POST(BodyPublishers.noBody())
                        .build());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("is off", "ADMIN_TOKENS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/threads", "/pprof?duration=1"})
    void diagnosticsNeedAnOperatorToo(String path) {
        assertThat(service.get(service.admin(path)).statusCode()).isEqualTo(403);
    }

    @Test
    void indexListsNoTasks() {
        assertThat(service.get(service.admin("/")).body()).contains("/metrics").doesNotContain("/tasks", "/threads");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "ann:short", ":" + LONG, "ann:" + LONG + ",ann:" + LONG + "x", "a b:" + LONG})
    void entriesOfAnotherFormAreRefusedWithoutRepeatingThem(String entries) {
        assertThatThrownBy(() -> OperatorTokens.of(entries))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name:token")
                .hasMessageNotContaining(LONG);
    }

    private static final String LONG = "0123456789abcdef0123456789abcdef";
}
