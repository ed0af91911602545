package dev.resendmcp.simulator.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Handler;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.domain.DomainModule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Counts the outcomes of sent emails: totals, and by period, domain or email. */
final class EmailMetricsHandler implements Handler {
    private static final List<String> METRICS = List.of(
            "received",
            "delivered",
            "complained",
            "suppressed",
            "bounced",
            "bounced_transient",
            "bounced_permanent",
            "bounced_undetermined",
            "opened",
            "clicked",
            "unsubscribed",
            "delivery_delayed",
            "failed",
            "sent",
            "unique_opened",
            "unique_clicked",
            "delivery_rate",
            "open_rate",
            "click_rate",
            "bounce_rate",
            "complaint_rate",
            "unsubscribe_rate");
    private static final Set<String> UNSENT = Set.of("scheduled", "canceled");
    private static final int MOST_IDS = 100;

    static final Fields QUERY = Fields.of(
            Field.text("start_date"),
            Field.text("end_date"),
            Field.text("timezone"),
            Field.word("granularity", "hourly", "daily", "weekly", "monthly"),
            Field.texts("metrics", METRICS.toArray(String[]::new)),
            Field.texts("dimensions", "period", "domain", "email", "broadcast"),
            Field.texts("domain_id"),
            Field.texts("email_id"),
            Field.texts("broadcast_id"));

    @Override
    public ApiResponse handle(ApiRequest request) {
        ObjectNode query = request.query();
        List<String> metrics = query.has("metrics") ? texts(query, "metrics") : METRICS;
        List<String> dimensions = texts(query, "dimensions");
        checkIds(query, dimensions);
        MetricsRange range = MetricsRange.of(query, request.now());
        List<ObjectNode> emails = request.store().newestFirst(EmailModule.TYPE).stream()
                .filter(email -> !UNSENT.contains(email.get("last_event").textValue()))
                .filter(email -> range.covers(createdAt(email)) && isWanted(email, request))
                .toList();
        ObjectNode answer = Json.object()
                .put("object", "metrics")
                .put("start_date", range.start().toString())
                .put("end_date", range.end().toString());
        metrics.forEach(answer.putArray("metrics")::add);
        dimensions.forEach(answer.putArray("dimensions")::add);
        answer.put("granularity", range.granularity());
        answer.set("totals", count(emails, metrics, Json.object()));
        if (!dimensions.isEmpty()) {
            answer.set("data", rows(emails, metrics, email -> key(request, email, dimensions, range)));
        }
        return ApiResponse.ok(answer);
    }

    private static ArrayNode rows(List<ObjectNode> emails, List<String> metrics, Function<ObjectNode, ObjectNode> key) {
        Map<ObjectNode, List<ObjectNode>> groups = new LinkedHashMap<>();
        emails.forEach(email ->
                groups.computeIfAbsent(key.apply(email), k -> new ArrayList<>()).add(email));
        ArrayNode rows = Json.array();
        groups.forEach((k, members) -> rows.add(count(members, metrics, k.deepCopy())));
        return rows;
    }

    private static ObjectNode key(ApiRequest request, ObjectNode email, List<String> dimensions, MetricsRange range) {
        ObjectNode key = Json.object();
        for (String dimension : dimensions) {
            switch (dimension) {
                case "period" -> key.put("period", range.period(createdAt(email)));
                case "domain" -> {
                    key.set("domain_id", domain(email, request).path("id"));
                    key.set("domain_name", domain(email, request).path("name"));
                }
                case "email" -> key.set("email_id", email.get("id"));
                default -> key.putNull("broadcast_id").putNull("broadcast_name");
            }
        }
        return key;
    }

    private static ObjectNode count(List<ObjectNode> emails, List<String> metrics, ObjectNode row) {
        for (String metric : metrics) {
            switch (metric) {
                case "delivery_rate" -> row.put(metric, percent(events(emails, "delivered"), emails));
                case "bounce_rate" -> row.put(metric, percent(events(emails, "bounced"), emails));
                case "complaint_rate" -> row.put(metric, percent(events(emails, "complained"), emails));
                case "sent" -> row.put(metric, emails.size());
                case "bounced_permanent" -> row.put(metric, events(emails, "bounced"));
                default -> row.put(metric, events(emails, metric));
            }
        }
        return row;
    }

    private static long events(List<ObjectNode> emails, String event) {
        return emails.stream()
                .map(email -> email.get("last_event").textValue())
                // Only what was delivered can be complained about.
                .filter(last -> last.equals(event) || (event.equals("delivered") && last.equals("complained")))
                .count();
    }

    private static double percent(long part, List<ObjectNode> of) {
        return of.isEmpty() ? 0 : 100.0 * part / of.size();
    }

    private static void checkIds(ObjectNode query, List<String> dimensions) {
        for (String name : List.of("domain_id", "email_id", "broadcast_id")) {
            List<String> ids = texts(query, name);
            if (ids.size() > MOST_IDS) {
                throw ApiException.invalid("The `%s` parameter takes up to 100 ids.".formatted(name));
            }
            if (!ids.stream().allMatch(Field::isUuid)) {
                throw new ApiException(422, "invalid_parameter", "The `%s` parameter is not a UUID.".formatted(name));
            }
        }
        boolean byBroadcast = dimensions.contains("broadcast") || query.has("broadcast_id");
        boolean byEmail = dimensions.contains("email") || query.has("email_id");
        if (byBroadcast && byEmail) {
            throw ApiException.invalid("Emails and broadcasts cannot be combined.");
        }
    }

    private static boolean isWanted(ObjectNode email, ApiRequest request) {
        ObjectNode query = request.query();
        return !query.has("broadcast_id")
                && (!query.has("email_id") || texts(query, "email_id").contains(Json.id(email)))
                && (!query.has("domain_id")
                        || texts(query, "domain_id")
                                .contains(domain(email, request).path("id").asText()));
    }

    private static JsonNode domain(ObjectNode email, ApiRequest request) {
        String name = EmailRules.domain(EmailRules.address(email.path("from").asText()));
        return request.store()
                .find(DomainModule.BY_NAME, name)
                .map(JsonNode.class::cast)
                .orElse(Json.object().putNull("id").put("name", name));
    }

    private static Instant createdAt(ObjectNode email) {
        return ApiRequest.instant(email.get("created_at").textValue());
    }

    private static List<String> texts(ObjectNode query, String name) {
        return EmailRules.texts(query.path(name));
    }
}
