package dev.resendmcp.mcp.methods;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.mcp.message.ClientIdentity;
import dev.resendmcp.mcp.message.ProtocolVersions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs clients that ask for a revision which is not served, once per name, version and revision. They are offered the newest
 * revision and take it or disconnect, so this needs no action.
 */
final class HandshakeLog {
    /** Beyond this number of clients nothing is logged, because anybody can make up names. */
    static final int MOST_CLIENTS = 100;

    private static final Logger log = LoggerFactory.getLogger(HandshakeLog.class);
    private static final int LONGEST_VERSION = 20;

    private final Set<Handshake> seen = ConcurrentHashMap.newKeySet();

    private record Handshake(String client, String asked) {}

    /**
     * Logs a handshake that asks for another revision, if it is the first of its kind.
     *
     * @param params of {@code initialize}
     */
    void note(JsonNode params) {
        String asked = params.path("protocolVersion").asText();
        String offered = ProtocolVersions.offered(asked);
        if (asked.isEmpty() || asked.equals(offered) || seen.size() >= MOST_CLIENTS) {
            return;
        }
        String shown = asked.length() <= LONGEST_VERSION ? asked : asked.substring(0, LONGEST_VERSION) + "...";
        String client = ClientIdentity.nameAndVersion(params.path("clientInfo"));
        if (seen.add(new Handshake(client, shown))) {
            log.atInfo()
                    .addKeyValue("client", client)
                    .addKeyValue("protocol", shown)
                    .addKeyValue("offered", offered)
                    .log("A client asked for a protocol revision that is not served");
        }
    }
}
