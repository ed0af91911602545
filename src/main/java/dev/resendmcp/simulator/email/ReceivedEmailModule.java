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
import dev.resendmcp.simulator.core.StoredFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Received emails: two from the start, and those that the account sends to a domain of its own that receives. */
public final class ReceivedEmailModule implements ApiModule {
    /** Received emails. */
    public static final ResourceType TYPE = ResourceType.of("received_emails", "email")
            .pagesOf(20)
            .listing(
                    "id",
                    "to",
                    "from",
                    "subject",
                    "message_id",
                    "bcc",
                    "cc",
                    "reply_to",
                    "received_for",
                    "created_at",
                    "attachments");

    private static final Duration LINK_HOLDS = Duration.ofHours(1);

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
        if (request.query().path("html_format").asText().equals("data_uri") && email.hasNonNull("html")) {
            String html = email.get("html").textValue();
            email.put("html", html.replace("cid:chart", "data:image/png;base64," + Attachments.PIXEL));
        }
        String raw = Json.id(email) + ".eml";
        byte[] message = RawMessage.of(email, request.store()).getBytes(StandardCharsets.UTF_8);
        request.store().keepFile(raw, new StoredFile(message, "message/rfc822"));
        email.putObject("raw")
                .put("download_url", request.downloadUrl(raw))
                .put("expires_at", request.now().plus(LINK_HOLDS).toString());
        return ApiResponse.ok(email);
    }
}
