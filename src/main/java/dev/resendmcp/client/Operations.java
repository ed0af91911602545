package dev.resendmcp.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.resendmcp.api.wire.Endpoint;
import dev.resendmcp.client.failure.UpstreamRequest;
import dev.resendmcp.client.http.RequestTemplate;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What the annotations of methods say, read once for all clients. Safe for use by many threads. */
final class Operations {
    private final URI address;
    private final ObjectMapper bodies;
    private final Map<Method, Operation> known = new ConcurrentHashMap<>();

    /** @param bodies writes request bodies */
    Operations(URI address, ObjectMapper bodies) {
        this.address = address;
        this.bodies = bodies;
    }

    /** One method. */
    record Operation(Endpoint endpoint, RequestTemplate template) {
        /** Adds an idempotency key where one is taken and none given, so that each attempt has the same. */
        UpstreamRequest prepare(Object[] arguments) {
            Optional<String> key = Optional.empty();
            if (endpoint.idempotencyKey().isPresent()) {
                int index = endpoint.idempotencyKey().getAsInt();
                String given = (String) arguments[index];
                arguments[index] = given == null ? UUID.randomUUID().toString() : given;
                key = Optional.of((String) arguments[index]);
            }
            return new UpstreamRequest("/" + endpoint.route(), endpoint.verb(), key);
        }
    }

    Operation of(Method method) {
        return known.computeIfAbsent(
                method, same -> new Operation(Endpoint.of(same), new RequestTemplate(same, address, bodies)));
    }
}
