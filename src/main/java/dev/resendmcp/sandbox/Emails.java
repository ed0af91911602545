package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sent e-mails. What becomes of one is decided by its recipients at resend.dev, at once. */
final class Emails implements ApiModule {
    static final Kind KIND = Kind.of("emails", "email")
            .pagesOf(20)
            .listing(
                    "object",
                    "id",
                    "message_id",
                    "to",
                    "from",
                    "created_at",
                    "subject",
                    "bcc",
                    "cc",
                    "reply_to",
                    "last_event",
                    "scheduled_at");

    private static final int MOST_IN_A_BATCH = 100;
    private static final Pattern TEST_RECIPIENT =
            Pattern.compile("(delivered|bounced|complained)(?:\\+[^@]*)?@resend\\.dev|(suppressed)@resend\\.dev");
    private static final Pattern DURATION =
            Pattern.compile("(\\d{1,6}) ?(m|min|minutes?|h|hours?|d|days?)", Pattern.CASE_INSENSITIVE);

    private final Attachments attachments = new Attachments(KIND);

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                Route.post("/emails", KIND, this::send)
                        .body(email())
                        .withIdempotencyKey()
                        .forSendingKeys(),
                Route.post("/emails/batch", KIND, this::sendBatch)
                        .listOf(email())
                        .withIdempotencyKey()
                        .forSendingKeys(),
                Route.get("/emails", KIND, Rest::list).query(Fields.page()),
                Route.get("/emails/metrics", KIND, new EmailMetrics()).query(EmailMetrics.QUERY),
                Route.get("/emails/{email_id}", KIND, Rest::get),
                Route.patch("/emails/{email_id}", KIND, Rest.update(Emails::reschedule))
                        .body(Field.text("scheduled_at").required()),
                Route.post("/emails/{email_id}/cancel", KIND, Emails::cancel),
                Route.post("/emails/{email_id}/share", KIND, Emails::share).body(Field.text("expires_in"))));
        routes.addAll(attachments.routes("/emails"));
        return routes;
    }

    private static Field[] email() {
        return new Field[] {
            Field.text("from"),
            Field.textOrTexts("to").required(),
            Field.text("subject"),
            Field.textOrTexts("bcc"),
            Field.textOrTexts("cc"),
            Field.textOrTexts("reply_to"),
            Field.text("html"),
            Field.text("text"),
            Field.object("template", Field.text("id").required(), Field.object("variables")),
            Field.object("headers"),
            Field.text("scheduled_at"),
            Field.list(
                    "attachments",
                    Field.text("content"),
                    Field.text("filename"),
                    Field.text("path"),
                    Field.text("content_type"),
                    Field.text("content_id")),
            Field.list(
                    "tags", Field.text("name").required(), Field.text("value").required()),
            Field.text("topic_id").orNull()
        };
    }

    private Answer send(Call call) {
        EmailRules.check(call.fields(), call.store());
        return Answer.ok(keep(call, call.fields()));
    }

    private Answer sendBatch(Call call) {
        boolean strict = isStrict(call.request().header("x-batch-validation"));
        int size = call.body().size();
        if (size < 1 || size > MOST_IN_A_BATCH) {
            throw ApiException.invalid("A batch has 1 to 100 e-mails.");
        }
        ArrayNode errors = JsonNodeFactory.instance.arrayNode();
        List<ObjectNode> good = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            try {
                good.add(checkedInBatch(call, call.body().get(i)));
            } catch (ApiException e) {
                if (strict) {
                    throw e;
                }
                errors.addObject().put("index", i).put("message", e.getMessage());
            }
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode data = answer.putArray("data");
        good.forEach(email -> data.add(keep(call, email)));
        return Answer.ok(strict ? answer : answer.set("errors", errors));
    }

    private static boolean isStrict(String mode) {
        if (mode == null || mode.equals("strict")) {
            return true;
        }
        if (mode.equals("permissive")) {
            return false;
        }
        throw ApiException.invalid("The x-batch-validation header is strict or permissive.");
    }

    private static ObjectNode checkedInBatch(Call call, JsonNode element) {
        ObjectNode email = (ObjectNode) element;
        call.route().body().check(email, "");
        if (email.has("attachments")) {
            throw ApiException.invalid("The `attachments` field is not supported in a batch.");
        }
        EmailRules.check(email, call.store());
        return email;
    }

    /** Keeps a checked e-mail and answers with its id. */
    private ObjectNode keep(Call call, ObjectNode email) {
        ObjectNode item = call.newItem();
        String id = item.get("id").textValue();
        item.put("message_id", "<%s@sandbox.resend.dev>".formatted(id));
        for (String field : List.of("from", "subject", "html", "text", "scheduled_at")) {
            item.put(field, email.path(field).textValue());
        }
        for (String field : List.of("to", "cc", "bcc", "reply_to")) {
            ArrayNode addresses = item.putArray(field);
            EmailRules.texts(email.path(field)).forEach(addresses::add);
        }
        for (String field : List.of("tags", "topic_id", "template")) {
            if (email.has(field)) {
                item.set(field, email.get(field).deepCopy());
            }
        }
        item.put("last_event", email.has("scheduled_at") ? "scheduled" : fate(email));
        call.store().add(KIND, Store.ACCOUNT, item);
        email.path("attachments").forEach(attachment -> attachments.add(call.store(), id, attachment));
        return JsonNodeFactory.instance.objectNode().put("id", id);
    }

    /** The first test recipient decides; anyone else is delivered to. */
    private static String fate(ObjectNode email) {
        return EmailRules.texts(email.get("to")).stream()
                .map(EmailRules::address)
                .map(TEST_RECIPIENT::matcher)
                .filter(Matcher::matches)
                .map(test -> test.group(1) == null ? test.group(2) : test.group(1))
                .findFirst()
                .orElse("delivered");
    }

    private static void reschedule(Call call, ObjectNode email) {
        checkScheduled(email);
        EmailRules.checkSchedule(email.get("scheduled_at").textValue());
    }

    private static Answer cancel(Call call) {
        ObjectNode email = call.item();
        checkScheduled(email);
        email.put("last_event", "canceled");
        return Answer.ok(Rest.reference(email));
    }

    private static void checkScheduled(ObjectNode email) {
        if (!email.get("last_event").textValue().equals("scheduled")) {
            throw ApiException.invalid("The e-mail is not scheduled.");
        }
    }

    private static Answer share(Call call) {
        ObjectNode email = call.item();
        Matcher duration = DURATION.matcher(call.fields().path("expires_in").asText("48 hours"));
        if (!duration.matches() || minutes(duration) < 1 || minutes(duration) > 48 * 60) {
            throw ApiException.invalid("The `expires_in` field is a duration of at most 48 hours, such as `2 hours`.");
        }
        return Answer.ok(Rest.reference(email)
                .put(
                        "url",
                        "https://resend.com/shared?token=sandbox-"
                                + email.get("id").textValue()));
    }

    private static long minutes(Matcher duration) {
        long amount = Long.parseLong(duration.group(1));
        return switch (duration.group(2).toLowerCase(Locale.ROOT).charAt(0)) {
            case 'm' -> amount;
            case 'h' -> amount * 60;
            default -> amount * 24 * 60;
        };
    }
}
