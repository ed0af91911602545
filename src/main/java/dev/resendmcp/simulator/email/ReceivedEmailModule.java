package dev.resendmcp.simulator.email;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.simulator.core.Store;
import java.util.ArrayList;
import java.util.List;

/** Received emails. There are two from the start, and no more arrive. */
public final class ReceivedEmailModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("received_emails", "email")
            .pagesOf(20)
            .listing("id", "to", "from", "subject", "message_id", "bcc", "cc", "reply_to", "created_at", "attachments");
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    private static final int PIXEL_BYTES = 70;

    private final Attachments attachments = new Attachments(TYPE);

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                Route.get("/emails/receiving", TYPE, CrudHandlers::list).query(Fields.pageByUuid()),
                Route.get("/emails/receiving/{email_id:uuid}", TYPE, ReceivedEmailModule::get)
                        .query(Fields.of(Field.word("html_format", "data_uri", "cid")))));
        routes.addAll(attachments.routes("/emails/receiving"));
        return routes;
    }

    @Override
    public void seed(Store store) {
        ObjectNode plain = email(
                        SeedData.RECEIVED_EMAIL_ID,
                        "ada@sender.test",
                        "Question about my order",
                        "2026-01-05T09:30:00.000Z")
                .put("text", "Where is order 1001?")
                .put("html", "<p>Where is order 1001?</p>");
        store.add(TYPE, plain);
        ObjectNode described =
                Attachments.describe(SeedData.RECEIVED_ATTACHMENT_ID, "chart.png", "image/png", "chart", PIXEL_BYTES);
        ObjectNode picture = email(
                        SeedData.RECEIVED_EMAIL_WITH_ATTACHMENT_ID,
                        "Grace <grace@sender.test>",
                        "The chart",
                        "2026-01-06T16:45:00.000Z")
                .put("text", "See the chart.")
                .put("html", "<p>See the chart.</p><img src=\"cid:chart\">");
        picture.withArray("attachments").add(described.deepCopy().without("object"));
        store.add(TYPE, picture);
        attachments.add(store, SeedData.RECEIVED_EMAIL_WITH_ATTACHMENT_ID, described);
    }

    private static ApiResponse get(ApiRequest request) {
        ObjectNode email = request.item().deepCopy();
        if (request.query().path("html_format").asText().equals("data_uri")) {
            String html = email.get("html").textValue();
            email.put("html", html.replace("cid:chart", "data:image/png;base64," + PIXEL));
        }
        return ApiResponse.ok(email);
    }

    private static ObjectNode email(String id, String from, String subject, String createdAt) {
        ObjectNode email = Json.object()
                .put("object", "email")
                .put("id", id)
                .put("from", from)
                .put("subject", subject)
                .put("message_id", "<%s@sender.test>".formatted(id))
                .put("created_at", createdAt);
        email.putArray("to").add("support@" + SeedData.DOMAIN_NAME);
        for (String none : List.of("bcc", "cc", "reply_to", "attachments")) {
            email.putArray(none);
        }
        email.putObject("headers").put("mime-version", "1.0");
        return email;
    }
}
