package dev.resendmcp.simulator.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sent emails. */
public final class EmailModule implements ApiModule {
    public static final ResourceType TYPE = ResourceType.of("emails", "email")
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
    private static final Pattern DURATION =
            Pattern.compile("(\\d{1,6}) ?(m|min|minutes?|h|hours?|d|days?)", Pattern.CASE_INSENSITIVE);

    private final Attachments attachments = new Attachments(TYPE);

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                Route.post("/emails", TYPE, EmailModule::send)
                        .body(email())
                        .withIdempotencyKey()
                        .forSendingKeys(),
                Route.post("/emails/batch", TYPE, EmailModule::sendBatch)
                        .listOf(email())
                        .withIdempotencyKey()
                        .forSendingKeys(),
                Route.get("/emails", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.get("/emails/metrics", TYPE, new EmailMetricsHandler()).query(EmailMetricsHandler.QUERY),
                Route.get("/emails/{email_id}", TYPE, CrudHandlers::get),
                Route.patch("/emails/{email_id}", TYPE, EmailModule::reschedule)
                        .body(Field.text("scheduled_at").required()),
                Route.post("/emails/{email_id}/cancel", TYPE, EmailModule::cancel),
                Route.post("/emails/{email_id}/share", TYPE, EmailModule::share).body(Field.text("expires_in"))));
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
            EmailRules.ATTACHMENTS,
            Field.list(
                    "tags", Field.text("name").required(), Field.text("value").required()),
            Field.text("topic_id").orNull()
        };
    }

    private static ApiResponse send(ApiRequest request) {
        EmailRules.check(request.fields(), request.store(), request.now());
        return ApiResponse.ok(keep(request, request.fields()));
    }

    private static ApiResponse sendBatch(ApiRequest request) {
        boolean strict = isStrict(request.raw().header("x-batch-validation"));
        int size = request.body().size();
        if (size < 1 || size > MOST_IN_A_BATCH) {
            throw ApiException.invalid("A batch has 1 to 100 emails.");
        }
        ArrayNode errors = Json.array();
        List<ObjectNode> good = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            try {
                good.add(checkedInBatch(request, request.body().get(i)));
            } catch (ApiException e) {
                if (strict) {
                    throw e;
                }
                errors.addObject().put("index", i).put("message", e.getMessage());
            }
        }
        ObjectNode answer = Json.object();
        ArrayNode data = answer.putArray("data");
        good.forEach(email -> data.add(keep(request, email)));
        return ApiResponse.ok(strict ? answer : answer.set("errors", errors));
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

    private static ObjectNode checkedInBatch(ApiRequest request, JsonNode element) {
        ObjectNode email = (ObjectNode) element;
        request.route().body().check(email, "");
        if (email.has("attachments")) {
            throw ApiException.invalid("The `attachments` field is not supported in a batch.");
        }
        EmailRules.check(email, request.store(), request.now());
        return email;
    }

    /** Sends an email with a template; throws an {@link ApiException} if it is not valid. */
    public static void sendTemplate(Store store, ObjectNode email, Instant now) {
        EmailRules.check(email, store, now);
        Outbox.send(store, email, now);
    }

    /** Sends a valid email and returns its id. */
    private static ObjectNode keep(ApiRequest request, ObjectNode email) {
        return Json.object().put("id", Json.id(Outbox.send(request.store(), email, request.now())));
    }

    private static ApiResponse reschedule(ApiRequest request) {
        ObjectNode email = request.item();
        checkScheduled(email);
        Outbox.schedule(
                request.store(),
                email,
                SendingTime.of(request.fields().get("scheduled_at").textValue(), request.now()));
        request.store().note(Json.id(email), "rescheduled", request.now());
        return ApiResponse.ok(CrudHandlers.reference(email));
    }

    private static ApiResponse cancel(ApiRequest request) {
        ObjectNode email = request.item();
        checkScheduled(email);
        email.put("last_event", "canceled");
        request.store().note(Json.id(email), "canceled", request.now());
        return ApiResponse.ok(CrudHandlers.reference(email));
    }

    private static void checkScheduled(ObjectNode email) {
        if (!email.get("last_event").textValue().equals("scheduled")) {
            throw ApiException.invalid("The email is not scheduled.");
        }
    }

    private static ApiResponse share(ApiRequest request) {
        ObjectNode email = request.item();
        Matcher duration = DURATION.matcher(request.fields().path("expires_in").asText("48 hours"));
        if (!duration.matches() || minutes(duration) < 1 || minutes(duration) > 48 * 60) {
            throw ApiException.invalid("The `expires_in` field is a duration of at most 48 hours, such as `2 hours`.");
        }
        return ApiResponse.ok(
                CrudHandlers.reference(email).put("url", "https://resend.com/shared?token=sandbox-" + Json.id(email)));
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
