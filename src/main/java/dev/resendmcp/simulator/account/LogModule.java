package dev.resendmcp.simulator.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.RecordedRequest;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Logs: the calls that were made, refused ones included. Bodies over 64 KB are left out, and so are the tokens of new API keys. */
public final class LogModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("logs", "log")
            .pagesOf(20)
            .listing("id", "created_at", "endpoint", "method", "response_status", "user_agent");
    private static final int LARGEST_BODY = 64 * 1024;

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/logs", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.get("/logs/{log_id}", TYPE, CrudHandlers::get));
    }

    @Override
    public void answered(Store store, RecordedRequest request, ApiResponse answer, Instant now) {
        ObjectNode log = Json.object()
                .put("object", TYPE.object())
                .put("id", UUID.randomUUID().toString())
                .put("created_at", ApiRequest.timestamp(now))
                .put("endpoint", request.path())
                .put("method", request.method())
                .put("response_status", answer.status())
                .put("user_agent", request.header("User-Agent"));
        log.set("request_body", parsed(request.rawBody()));
        log.set("response_body", kept(answer.body()));
        store.add(TYPE, log);
    }

    private JsonNode parsed(byte[] body) {
        if (body.length == 0 || body.length > LARGEST_BODY) {
            return NullNode.instance;
        }
        try {
            return json.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return NullNode.instance;
        }
    }

    private static JsonNode kept(JsonNode answer) {
        JsonNode kept = answer.deepCopy();
        if (kept instanceof ObjectNode object) {
            object.remove(List.of("token", "signing_secret"));
        }
        return kept.toString().length() > LARGEST_BODY ? NullNode.instance : kept;
    }
}
