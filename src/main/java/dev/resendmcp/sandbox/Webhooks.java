package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Webhooks. Nothing is ever delivered; what one from the start would have got is in {@link WebhookEvents}. */
final class Webhooks implements ApiModule {
    static final Kind KIND =
            Kind.of("webhooks", "webhook").pagesOf(20).listing("id", "endpoint", "events", "status", "created_at");

    private static final Pattern EVENT = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)+");

    @Override
    public List<Route> routes() {
        String one = "/webhooks/{webhook_id:uuid}";
        Action create =
                Rest.create(Webhooks::complete, webhook -> webhook.deepCopy().retain("object", "id", "signing_secret"));
        return List.of(
                Route.post("/webhooks", KIND, create)
                        .body(
                                Field.text("endpoint").required(),
                                Field.texts("events").required()),
                Route.get("/webhooks", KIND, Rest::list).query(Fields.page()),
                Route.get(one, KIND, Rest::get),
                Route.patch(one, KIND, Rest.update((call, webhook) -> check(webhook)))
                        .body(
                                Field.text("endpoint"),
                                Field.texts("events"),
                                Field.word("status", "enabled", "disabled")),
                Route.delete(one, KIND, Rest::delete),
                Route.post(one + "/signing-secret/rotate", KIND, Webhooks::rotate));
    }

    /** A secret as the API makes them: a prefix, and a key in base64. */
    static String newSecret() {
        String random = UUID.randomUUID().toString().substring(0, 24);
        return "whsec_" + Base64.getEncoder().encodeToString(random.getBytes(StandardCharsets.US_ASCII));
    }

    private static void complete(Call call, ObjectNode webhook) {
        check(webhook);
        webhook.put("status", "enabled").put("signing_secret", newSecret());
    }

    private static void check(ObjectNode webhook) {
        if (!webhook.get("endpoint").textValue().matches("https?://\\S+")) {
            throw ApiException.invalid("The `endpoint` field is not a URL.");
        }
        List<String> events = EmailRules.texts(webhook.get("events"));
        if (events.isEmpty() || !events.stream().allMatch(e -> EVENT.matcher(e).matches())) {
            throw ApiException.invalid("The `events` field takes one event type or more.");
        }
    }

    private static Answer rotate(Call call) {
        ObjectNode webhook = call.item().put("signing_secret", newSecret());
        return Answer.ok(webhook.deepCopy().retain("object", "id", "signing_secret"));
    }
}
