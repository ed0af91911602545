package dev.resendmcp.mcp.dispatch;

import dev.resendmcp.mcp.message.ClientInfo;
import dev.resendmcp.mcp.message.McpRequest;
import dev.resendmcp.mcp.message.ProtocolVersions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes clients that ask for a revision which is not served, once per name, version and revision. Nothing needs to be done about
 * them: they are offered the newest revision and take it or disconnect.
 */
final class HandshakeLog {
    /** Beyond this number of clients nothing is logged, because anybody can make up names. */
    static final int MOST_CLIENTS = 100;

    private static final Logger log = LoggerFactory.getLogger(HandshakeLog.class);
    private static final int LONGEST_VERSION = 20;

    private final Set<Handshake> seen = ConcurrentHashMap.newKeySet();

    private record Handshake(String client, String asked) {}

    /** Logs a handshake that asks for another revision, if it is the first of its kind. */
    void note(McpRequest request) {
        String asked = request.version();
        String offered = ProtocolVersions.offered(asked);
        if (asked.isEmpty() || asked.equals(offered) || seen.size() >= MOST_CLIENTS) {
            return;
        }
        String shown = asked.length() <= LONGEST_VERSION ? asked : asked.substring(0, LONGEST_VERSION) + "...";
        String client = ClientInfo.text(request.params().path("clientInfo"));
        if (seen.add(new Handshake(client, shown))) {
            log.atInfo()
                    .addKeyValue("client", client)
                    .addKeyValue("protocol", shown)
                    .addKeyValue("offered", offered)
                    .log("A client asked for a protocol revision that is not served");
        }
    }
}
