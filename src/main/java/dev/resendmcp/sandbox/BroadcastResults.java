package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Whom a broadcast reached and what they clicked: rows of the one broadcast that was sent before the start. */
final class BroadcastResults implements ApiModule {
    private static final Kind RECIPIENTS = Kind.of("broadcasts/recipients", "broadcast_recipient")
            .under(Broadcasts.KIND)
            .pagesOf(20)
            .listing("id", "contact_id", "email", "count", "bounce_type", "clicked_links");
    private static final Kind LINKS = Kind.of("broadcasts/clicked_links", "broadcast_clicked_link")
            .under(Broadcasts.KIND)
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
                Route.get("/broadcasts/{id:uuid}/recipients", RECIPIENTS, BroadcastResults::recipients)
                        .query(query),
                Route.get("/broadcasts/{id:uuid}/clicked-links", LINKS, Rest::list)
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
                ResendSimulator.BROADCAST_ID,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", "bGluazox")
                        .put("url", LINK)
                        .put("clicks", 2)
                        .put("unique_clicks", 1));
    }

    private static ObjectNode add(Store store, String type, String email) {
        ObjectNode row = JsonNodeFactory.instance
                .objectNode()
                .put("id", type + "." + email.replace('@', '.'))
                .putNull("contact_id")
                .put("email", email)
                .put("type", type);
        store.add(RECIPIENTS, ResendSimulator.BROADCAST_ID, row);
        return row;
    }

    private static Answer recipients(Call call) {
        ObjectNode wanted = call.query().deepCopy().retain("type", "email", "bounce_type");
        if (wanted.has("bounce_type") && !wanted.get("type").textValue().equals("bounced")) {
            throw ApiException.invalid("The `bounce_type` parameter needs `type` to be bounced.");
        }
        return Rest.page(
                call,
                call.store().newestFirst(RECIPIENTS, call.owner()).stream()
                        .filter(row -> wanted.properties().stream()
                                .allMatch(field -> field.getValue().equals(row.get(field.getKey()))))
                        .toList());
    }
}
