package dev.resendmcp.testing;

import dev.resendmcp.simulator.ResendSimulator;
import dev.resendmcp.simulator.core.SeedData;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The service in front of the simulator: for all tests of a class when the field is static, for each test anew when it is
 * not. Tests whose starts differ from one another use {@link RunningService} itself.
 */
public final class ServiceExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private final Map<String, String> options = new HashMap<>();
    private ResendSimulator resend;
    private RunningService service;
    private boolean perClass;

    /** Sets an environment variable, or a setting when the name has a dot. */
    public ServiceExtension with(String name, String value) {
        options.put(name, value);
        return this;
    }

    /** Sets the rate limit of the service, in requests a second; the simulator takes a thousand. */
    public ServiceExtension rateLimit(int perSecond) {
        return with("RATE_LIMIT", String.valueOf(perSecond));
    }

    /** Lets in those only who show one of these bearer tokens. */
    public ServiceExtension tokens(String... tokens) {
        return with("MCP_AUTH_TOKENS", String.join(",", tokens));
    }

    /** The simulator behind the service. */
    public ResendSimulator resend() {
        return resend;
    }

    /** A client of the older revisions; the same one each time. */
    public McpCalls mcp() {
        return service.mcp();
    }

    /** A client of the revision without a handshake; the same one each time. */
    public ModernCalls modern() {
        return service.modern();
    }

    /** The service itself. */
    public RunningService running() {
        return service;
    }

    /** Address on the application port. */
    public URI uri(String path) {
        return service.uri(path);
    }

    /** Address on the admin port. */
    public URI admin(String path) {
        return service.admin(path);
    }

    /** Answer to a plain GET. */
    public HttpResponse<String> get(URI uri) {
        return service.get(uri);
    }

    /** Stops the service before the end of the test. */
    public void stop() {
        service.close();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        perClass = true;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!perClass) {
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!perClass) {
            end();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end();
    }

    private void start() {
        resend = new ResendSimulator(1_000).start();
        try {
            service = RunningService.inFrontOf(resend.baseUri(), SeedData.FULL_ACCESS_KEY, options);
        } catch (RuntimeException e) {
            resend.close();
            throw e;
        }
    }

    private void end() {
        // Nothing to stop when the start failed.
        if (service != null) {
            service.close();
            resend.close();
        }
    }
}
