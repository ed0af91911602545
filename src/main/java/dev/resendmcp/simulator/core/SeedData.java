package dev.resendmcp.simulator.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What the simulated account has from the start, and after each reset. */
public final class SeedData {
    /** The API key that may do everything. */
    public static final String FULL_ACCESS_KEY = "re_sandbox";

    /** Name of the verified domain. */
    public static final String DOMAIN_NAME = "sandbox.resend.dev";

    private static final String FILE = "/simulator/account.json";

    private SeedData() {}

    /** All items, in the form that {@link Store#fill} takes. */
    static JsonNode read(ObjectMapper json) {
        try (InputStream in = SeedData.class.getResourceAsStream(FILE)) {
            return json.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " of the jar cannot be read", e);
        }
    }
}
