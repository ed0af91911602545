package dev.resendmcp.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API behind the rate window: who asks, for which endpoint, in good form, and then the action. */
final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final int LONGEST_TEXT = 64 * 1024 * 1024;

    private final Clock clock;
    private final List<ApiModule> modules;
    private final Routes routes;
    private final Store store = new Store();
    private final IdempotencyKeys keys;
    private final ObjectMapper json = mapper();

    Api(Clock clock, int requestsPerSecond) {
        this.clock = clock;
        this.modules = List.of(
                new Emails(),
                new ReceivedEmails(),
                new Domains(),
                new DomainClaims(),
                new Usage(requestsPerSecond),
                new Contacts(),
                new ContactSegments(),
                new ContactTopics(),
                new ContactImports(),
                new ContactProperties(),
                new Segments(),
                new Audiences(),
                new Topics(),
                new Suppressions(),
                new Events(),
                new Automations(),
                new AutomationRuns(),
                new Logs(),
                new Templates(),
                new Broadcasts(),
                new BroadcastResults(),
                new Webhooks(),
                new WebhookEvents(),
                new Inboxes(),
                new InboxThreads(),
                new InboxEmails(),
                new InboxDrafts(),
                new InboxLabels(),
                new ApiKeys(),
                new OauthGrants());
        this.routes =
                new Routes(modules.stream().flatMap(m -> m.routes().stream()).toList());
        this.keys = new IdempotencyKeys(clock);
        reset();
    }

    /** Carries a request out. What is thrown inside becomes the answer. */
    Outcome answer(RecordedRequest request) {
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

    void reset() {
        synchronized (store) {
            store.clear();
            modules.forEach(module -> module.seed(store));
        }
        keys.clear();
    }

    private Outcome onlyOnce(RecordedRequest request, Route route, List<String> path) {
        Optional<Answer> first = keys.begin(request);
        if (first.isPresent()) {
            return new Outcome(first.get(), () -> {});
        }
        Answer answer = run(request, route, path);
        return new Outcome(answer, () -> keys.settle(request, answer));
    }

    private Answer run(RecordedRequest request, Route route, List<String> path) {
        try {
            route.checkIds(path);
            ObjectNode query = route.query().parse(request.query());
            JsonNode body = body(request, route);
            synchronized (store) {
                return route.action()
                        .run(new Call(route, route.ids(path), query, body, request, store, clock.instant()));
            }
        } catch (ApiException e) {
            return Answer.of(e);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            return Answer.of(new ApiException(500, "internal_server_error", "The simulator failed: " + e));
        }
    }

    private void authorize(String authorization, Optional<Route> route) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw new ApiException(401, "missing_api_key", "The Authorization header has no API key.");
        }
        String token = authorization.substring("Bearer ".length());
        synchronized (store) {
            ApiKeys.authorize(store, token, route.map(Route::openToSendingKeys).orElse(false), clock.instant());
        }
    }

    private JsonNode body(RecordedRequest request, Route route) {
        JsonNode body = json.createObjectNode();
        if (request.rawBody().length > 0) {
            body = route.form() == Route.Form.PARTS ? Parts.read(request) : parse(request);
        }
        switch (route.form()) {
            case NONE -> {
                if (!body.isEmpty() || !body.isObject()) {
                    throw ApiException.invalid("This endpoint takes no body.");
                }
            }
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
     * An answer that is decided but not yet sent.
     *
     * @param settle to be run when it is sent
     */
    record Outcome(Answer answer, Runnable settle) {
        static Outcome refused(ApiException error) {
            return new Outcome(Answer.of(error), () -> {});
        }
    }
}
