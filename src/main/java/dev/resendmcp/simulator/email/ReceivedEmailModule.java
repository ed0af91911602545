package dev.resendmcp.simulator.email;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import java.util.ArrayList;
import java.util.List;

/** Received emails. There are two from the start, and no more arrive. */
public final class ReceivedEmailModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("received_emails", "email")
            .pagesOf(20)
            .listing("id", "to", "from", "subject", "message_id", "bcc", "cc", "reply_to", "created_at", "attachments");
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

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

    private static ApiResponse get(ApiRequest request) {
        ObjectNode email = request.item().deepCopy();
        if (request.query().path("html_format").asText().equals("data_uri")) {
            String html = email.get("html").textValue();
            email.put("html", html.replace("cid:chart", "data:image/png;base64," + PIXEL));
        }
        return ApiResponse.ok(email);
    }
}
