package dev.resendmcp.simulator.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API without HTTP and rate limit: finds the route, checks key and request, and runs the handler. */
public final class SimulatedApi {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedApi.class);
    private static final int LONGEST_TEXT = 64 * 1024 * 1024;

    private final Clock clock;
    private final Authorizer authorizer;
    private final List<ApiModule> modules;
    private final Routes routes;
    private final Store store = new Store();
    private final IdempotencyKeys keys;
    private final ObjectMapper json = mapper();
    private final JsonNode newAccount;

    /** @param key that may do everything */
    public SimulatedApi(Clock clock, List<ApiModule> modules, Authorizer authorizer, String key) {
        this.newAccount = SeedData.read(json, key);
        this.clock = clock;
        this.authorizer = authorizer;
        this.modules = List.copyOf(modules);
        this.routes =
                new Routes(modules.stream().flatMap(m -> m.routes().stream()).toList());
        this.keys = new IdempotencyKeys(clock);
        reset();
    }

    /** Carries out a request; exceptions become error responses. */
    public Outcome answer(RecordedRequest request) {
        Outcome outcome = outcome(request);
        synchronized (store) {
            modules.forEach(module -> module.answered(store, request, outcome.answer(), clock.instant()));
        }
        return outcome;
    }

    /** Whether this account has a key. */
    public boolean hasKey(String authorization) {
        try {
            authorize(authorization, Optional.empty());
            return true;
        } catch (ApiException e) {
            return e.name().equals("restricted_api_key");
        }
    }

    /** The file behind a download link. */
    public Optional<StoredFile> file(String id) {
        return store.file(id);
    }

    /** What happened to an item, oldest first. */
    public List<PastEvent> events(String id) {
        return store.events(id);
    }

    private Outcome outcome(RecordedRequest request) {
        try {
            List<String> path = Routes.segments(request.path());
            Optional<Route> found = routes.find(request.method(), path);
            authorize(request.header("Authorization"), found);
            Route route = found.orElseThrow(() -> routes.missing(path));
            if (route.takesIdempotencyKey() && request.header(IdempotencyKeys.HEADER) != null) {
                return onlyOnce(request, route, path);
            }
            return new Outcome(run(request, route, path), () -> {});
        } catch (ApiException e) {
            return Outcome.refused(e);
        }
    }

    public void reset() {
        synchronized (store) {
            store.fill(newAccount);
        }
        keys.clear();
    }

    private Outcome onlyOnce(RecordedRequest request, Route route, List<String> path) {
        Optional<ApiResponse> first = keys.begin(request);
        if (first.isPresent()) {
            return new Outcome(first.get(), () -> {});
        }
        ApiResponse answer = run(request, route, path);
        return new Outcome(answer, () -> keys.settle(request, answer));
    }

    private ApiResponse run(RecordedRequest request, Route route, List<String> path) {
        try {
            route.checkIds(path);
            ObjectNode query = route.query().parse(request.query());
            JsonNode body = body(request, route);
            synchronized (store) {
                Instant now = clock.instant();
                store.catchUp(now);
                tell(now);
                ApiResponse answer = route.handler()
                        .handle(new ApiRequest(route, route.ids(path), query, body, request, store, now));
                tell(now);
                return answer;
            }
        } catch (ApiException e) {
            return ApiResponse.of(e);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            return ApiResponse.of(new ApiException(500, "internal_server_error", "The simulator failed: " + e));
        }
    }

    private void tell(Instant now) {
        for (Optional<Occurrence> next = store.nextOccurrence(); next.isPresent(); next = store.nextOccurrence()) {
            Occurrence occurrence = next.get();
            modules.forEach(module -> module.occurred(store, occurrence, now));
        }
    }

    private void authorize(String authorization, Optional<Route> route) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw new ApiException(401, "missing_api_key", "The Authorization header has no API key.");
        }
        String token = authorization.substring("Bearer ".length());
        synchronized (store) {
            authorizer.authorize(
                    store, token, route.map(Route::openToSendingKeys).orElse(false), clock.instant());
        }
    }

    private JsonNode body(RecordedRequest request, Route route) {
        JsonNode body = json.createObjectNode();
        if (request.rawBody().length > 0) {
            body = route.form() == Route.Form.PARTS ? MultipartBody.read(request) : parse(request);
        }
        switch (route.form()) {
            case NONE -> body = json.createObjectNode();
            case OBJECT, PARTS -> {
                if (!(body instanceof ObjectNode fields)) {
                    throw ApiException.invalid("The body must be an object.");
                }
                route.body().check(fields, "");
            }
            case LIST -> {
                if (!body.isArray() || !body.valueStream().allMatch(JsonNode::isObject)) {
                    throw ApiException.invalid("The body must be a list of objects.");
                }
            }
        }
        return body;
    }

    private JsonNode parse(RecordedRequest request) {
        String type = request.header("Content-Type");
        String plain = type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!plain.equals("application/json")) {
            throw ApiException.unreadable("The content type must be application/json.");
        }
        try {
            return json.readTree(request.rawBody());
        } catch (JsonProcessingException e) {
            throw ApiException.unreadable("The body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw ApiException.unreadable("The body is not readable: " + e.getMessage());
        }
    }

    private static ObjectMapper mapper() {
        // Attachments travel as one long text.
        StreamReadConstraints room =
                StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build();
        return new ObjectMapper(
                        JsonFactory.builder().streamReadConstraints(room).build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    }

    /**
     * A response that is not sent yet.
     *
     * @param settle to be run when it is sent
     */
    public record Outcome(ApiResponse answer, Runnable settle) {
        public static Outcome refused(ApiException error) {
            return new Outcome(ApiResponse.of(error), () -> {});
        }
    }
}
