package dev.resendmcp.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.health.DefaultHealthFactory;
import io.dropwizard.health.HealthEnvironment;
import io.dropwizard.health.HealthFactory;
import io.dropwizard.health.HealthStateAggregator;
import io.dropwizard.health.HealthStatusChecker;
import io.dropwizard.health.response.HealthResponderFactory;
import io.dropwizard.health.response.HealthResponse;
import io.dropwizard.health.response.HealthResponseProvider;
import io.dropwizard.health.response.HealthResponseProviderFactory;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.dropwizard.jetty.setup.ServletEnvironment;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** Answers probes on the application port in one word. Operators find the details on the admin port. */
public final class Probes implements HealthResponderFactory, HealthResponseProviderFactory {
    private static final String PLAIN = "text/plain;charset=utf-8";

    private volatile Set<String> paths = Set.of();
    private volatile HealthResponseProvider health;

    /** Answers probes here instead of in Dropwizard's servlet. */
    public static void install(Optional<HealthFactory> health) {
        factory(health).ifPresent(factory -> {
            Probes probes = new Probes();
            factory.setHealthResponseProviderFactory(probes);
            factory.setHealthResponderFactory(probes);
        });
    }

    /** The installed probes. If there are none, no request is a probe. */
    public static Probes of(Optional<HealthFactory> health) {
        return factory(health)
                .map(DefaultHealthFactory::getHealthResponderFactory)
                .filter(Probes.class::isInstance)
                .map(Probes.class::cast)
                .orElseGet(Probes::new);
    }

    private static Optional<DefaultHealthFactory> factory(Optional<HealthFactory> health) {
        return health.filter(DefaultHealthFactory.class::isInstance).map(DefaultHealthFactory.class::cast);
    }

    @Override
    public HealthResponseProvider build(
            HealthStatusChecker checker, HealthStateAggregator aggregator, ObjectMapper mapper) {
        return query -> {
            String type =
                    query.getOrDefault("type", Set.of()).stream().findFirst().orElse(null);
            boolean healthy = checker.isHealthy(type);
            return new HealthResponse(healthy, healthy ? "healthy" : "unhealthy", PLAIN, healthy ? 200 : 503);
        };
    }

    @Override
    public void configure(
            String name,
            Collection<String> healthCheckUrlPaths,
            HealthResponseProvider healthResponseProvider,
            HealthEnvironment environment,
            JerseyEnvironment jersey,
            ServletEnvironment servlets,
            ObjectMapper mapper) {
        health = healthResponseProvider;
        paths = Set.copyOf(healthCheckUrlPaths);
    }

    boolean include(Request request) {
        boolean reads = HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        return reads
                && "application"
                        .equals(request.getConnectionMetaData().getConnector().getName())
                && paths.contains(Request.getPathInContext(request));
    }

    /** Answers a probe without blocking. */
    void answer(Request request, Response response, Callback callback) {
        HealthResponse answer = health.healthResponse(Map.of("type", types(request)));
        response.setStatus(answer.getStatus());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.getContentType());
        Content.Sink.write(response, true, answer.getMessage(), callback);
    }

    /** The types in the query; none when it cannot be parsed, which means a readiness probe. */
    private static Collection<String> types(Request request) {
        String query = request.getHttpURI().getQuery();
        if (query == null) {
            return Set.of();
        }
        Fields fields = new Fields();
        try {
            UrlEncoded.decodeUtf8To(query, fields);
        } catch (IllegalArgumentException e) {
            return Set.of();
        }
        return fields.getValuesOrEmpty("type");
    }
}
