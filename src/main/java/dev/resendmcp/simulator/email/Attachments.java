package dev.resendmcp.simulator.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import dev.resendmcp.simulator.core.StoredFile;
import java.net.URLConnection;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Attachments of sent or received emails. Each read returns a link that is valid for an hour. */
final class Attachments {
    /** A picture of one pixel: the content of the seeded attachment. */
    static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static final Duration LINK_HOLDS = Duration.ofHours(1);

    private final ResourceType type;

    Attachments(ResourceType owner) {
        this.type = ResourceType.of(owner.name() + "/attachments", "attachment")
                .under(owner)
                .pagesOf(20);
    }

    List<Route> routes(String emails) {
        String path = emails + "/{email_id:uuid}/attachments";
        return List.of(
                Route.get(path, type, this::list).query(Fields.pageByUuid()),
                Route.get(
                        path + "/{attachment_id:uuid}",
                        type,
                        request -> ApiResponse.ok(linked(request, request.item()))));
    }

    /** Stores the metadata of a sent attachment, inline if something may refer to it. Remote files are not fetched: size 0. */
    void add(Store store, String email, JsonNode given) {
        String path = given.path("path").asText();
        String name = given.path("filename").asText(path.substring(path.lastIndexOf('/') + 1));
        String guessed =
                Objects.requireNonNullElse(URLConnection.guessContentTypeFromName(name), "application/octet-stream");
        String contentId = given.path("content_id").textValue();
        String id = UUID.randomUUID().toString();
        byte[] content = Base64.getDecoder().decode(given.path("content").asText());
        ObjectNode item = Json.object()
                .put("object", type.object())
                .put("id", id)
                .put("filename", name)
                .put("content_type", given.path("content_type").asText(guessed));
        if (contentId != null) {
            item.put("content_id", contentId);
        }
        item.put("content_disposition", contentId == null ? "attachment" : "inline")
                .put("size", content.length);
        store.add(type, email, item);
        store.keepFile(id, new StoredFile(content, item.get("content_type").textValue()));
    }

    /** Stores an attachment once more, under another email. */
    ObjectNode copy(Store store, String email, ObjectNode attachment) {
        ObjectNode copy = attachment.deepCopy().put("id", UUID.randomUUID().toString());
        store.add(type, email, copy);
        store.file(Json.id(attachment)).ifPresent(file -> store.keepFile(Json.id(copy), file));
        return copy;
    }

    /** The stored attachments of an email, without links. */
    List<ObjectNode> of(Store store, String email) {
        return store.newestFirst(type, email);
    }

    private ApiResponse list(ApiRequest request) {
        return CrudHandlers.page(
                request,
                request.store().newestFirst(type, request.owner()).stream()
                        .map(item -> linked(request, item))
                        .toList());
    }

    private static ObjectNode linked(ApiRequest request, ObjectNode item) {
        String id = Json.id(item);
        // The only attachment of a new account.
        if (request.store().file(id).isEmpty()) {
            request.store().keepFile(id, new StoredFile(Base64.getDecoder().decode(PIXEL), "image/png"));
        }
        return item.deepCopy()
                .put("download_url", request.downloadUrl(id))
                .put("expires_at", request.now().plus(LINK_HOLDS).toString());
    }
}
