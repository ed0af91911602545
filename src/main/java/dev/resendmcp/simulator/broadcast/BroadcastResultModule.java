package dev.resendmcp.simulator.broadcast;

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
import dev.resendmcp.simulator.core.SeedData;
import dev.resendmcp.simulator.core.Store;
import java.util.List;

/** Recipients and clicked links of the seeded broadcast. */
public final class BroadcastResultModule implements ApiModule {
    private static final ResourceType RECIPIENTS = ResourceType.of("broadcasts/recipients", "broadcast_recipient")
            .under(BroadcastModule.TYPE)
            .pagesOf(20)
            .listing("id", "contact_id", "email", "count", "bounce_type", "clicked_links");
    private static final ResourceType LINKS = ResourceType.of("broadcasts/clicked_links", "broadcast_clicked_link")
            .under(BroadcastModule.TYPE)
            .pagesOf(20);
    private static final String LINK = "https://blog.test/new";

    @Override
    public List<Route> routes() {
        Fields query = Fields.of(
                Field.word(
                                "type",
                                "sent",
                                "delivered",
                                "opened",
                                "clicked",
                                "bounced",
                                "complained",
                                "unsubscribed",
                                "suppressed")
                        .required(),
                Field.text("email"),
                Field.word("bounce_type", "permanent", "transient", "undetermined"),
                Field.number("limit"),
                Field.text("after"),
                Field.text("before"));
        return List.of(
                Route.get("/broadcasts/{id:uuid}/recipients", RECIPIENTS, BroadcastResultModule::recipients)
                        .query(query),
                Route.get("/broadcasts/{id:uuid}/clicked-links", LINKS, CrudHandlers::list)
                        .query(Fields.page()));
    }

    @Override
    public void seed(Store store) {
        add(store, "sent", "ada@reader.test");
        add(store, "sent", "bob@reader.test");
        add(store, "delivered", "ada@reader.test");
        add(store, "opened", "ada@reader.test").put("count", 3);
        add(store, "clicked", "ada@reader.test")
                .put("count", 2)
                .putArray("clicked_links")
                .addObject()
                .put("url", LINK)
                .put("clicks", 2);
        add(store, "bounced", "bob@reader.test").put("bounce_type", "permanent");
        store.add(
                LINKS,
                SeedData.BROADCAST_ID,
                Json.object()
                        .put("id", "bGluazox")
                        .put("url", LINK)
                        .put("clicks", 2)
                        .put("unique_clicks", 1));
    }

    private static ObjectNode add(Store store, String type, String email) {
        ObjectNode row = Json.object()
                .put("id", type + "." + email.replace('@', '.'))
                .putNull("contact_id")
                .put("email", email)
                .put("type", type);
        store.add(RECIPIENTS, SeedData.BROADCAST_ID, row);
        return row;
    }

    private static ApiResponse recipients(ApiRequest request) {
        ObjectNode wanted = request.query().deepCopy().retain("type", "email", "bounce_type");
        if (wanted.has("bounce_type") && !wanted.get("type").textValue().equals("bounced")) {
            throw ApiException.invalid("The `bounce_type` parameter needs `type` to be bounced.");
        }
        return CrudHandlers.page(
                request,
                request.store().newestFirst(RECIPIENTS, request.owner()).stream()
                        .filter(row -> wanted.properties().stream()
                                .allMatch(field -> field.getValue().equals(row.get(field.getKey()))))
                        .toList());
    }
}
