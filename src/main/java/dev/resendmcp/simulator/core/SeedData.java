package dev.resendmcp.simulator.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What the simulated account has from the start, and after each reset. */
public final class SeedData {
    /** The API key that may do everything. */
    public static final String FULL_ACCESS_KEY = "re_sandbox";

    /** The same of a second account, where there is one. */
    public static final String SECOND_KEY = "re_sandbox2";

    /** Name of the verified domain. */
    public static final String DOMAIN_NAME = "sandbox.resend.dev";

    private static final String FILE = "/simulator/account.json";

    private SeedData() {}

    /**
     * All items, in the form that {@link Store#fill} takes.
     *
     * @param key that may do everything; the one for sending only has {@code _sending} at the end
     */
    static JsonNode read(ObjectMapper json, String key) {
        try (InputStream in = SeedData.class.getResourceAsStream(FILE)) {
            JsonNode account = json.readTree(in);
            account.path("api_keys").forEach(item -> {
                ObjectNode fields = (ObjectNode) item;
                fields.put("token", fields.path("token").textValue().replace(FULL_ACCESS_KEY, key));
            });
            return account;
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " of the jar cannot be read", e);
        }
    }
}
