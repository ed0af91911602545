package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLConnection;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Attachments of sent or of received e-mails, with links that hold for an hour from each look at them. */
final class Attachments {
    private static final Duration LINK_HOLDS = Duration.ofHours(1);

    private final Kind kind;

    Attachments(Kind owner) {
        this.kind = Kind.of(owner.name() + "/attachments", "attachment")
                .under(owner)
                .pagesOf(20);
    }

    List<Route> routes(String emails) {
        String path = emails + "/{email_id:uuid}/attachments";
        return List.of(
                Route.get(path, kind, this::list).query(Fields.pageByUuid()),
                Route.get(path + "/{attachment_id:uuid}", kind, call -> Answer.ok(linked(call, call.item()))));
    }

    /** Keeps what describes an attachment of a sent e-mail. A remote file is not fetched, so its size is 0. */
    void add(Store store, String email, JsonNode given) {
        String path = given.path("path").asText();
        String name = given.path("filename").asText(path.substring(path.lastIndexOf('/') + 1));
        String guessed = URLConnection.guessContentTypeFromName(name);
        int size = Base64.getDecoder().decode(given.path("content").asText()).length;
        add(
                store,
                email,
                describe(
                        UUID.randomUUID().toString(),
                        name,
                        given.path("content_type").asText(guessed == null ? "application/octet-stream" : guessed),
                        given.path("content_id").textValue(),
                        size));
    }

    void add(Store store, String email, ObjectNode described) {
        store.add(kind, email, described);
    }

    /** An attachment as items of the store have it; inline if something may refer to it. */
    static ObjectNode describe(String id, String name, String contentType, String contentId, int size) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("object", "attachment")
                .put("id", id)
                .put("filename", name)
                .put("content_type", contentType)
                .put("content_id", contentId)
                .put("content_disposition", contentId == null ? "attachment" : "inline")
                .put("size", size);
    }

    private Answer list(Call call) {
        return Rest.page(
                call,
                call.store().newestFirst(kind, call.owner()).stream()
                        .map(item -> linked(call, item))
                        .toList());
    }

    private static ObjectNode linked(Call call, ObjectNode item) {
        String id = item.get("id").textValue();
        return item.deepCopy()
                .put("download_url", "https://download.sandbox.invalid/" + id + "?signature=sandbox")
                .put("expires_at", call.now().plus(LINK_HOLDS).toString());
    }
}
