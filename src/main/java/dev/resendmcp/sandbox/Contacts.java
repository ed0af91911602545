package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** Contacts of the account, and the old endpoints that see those of one audience. */
final class Contacts implements ApiModule {
    static final Kind KIND = Kind.of("contacts", "contact")
            .alsoNamedBy("email")
            .listing("id", "email", "first_name", "last_name", "created_at", "unsubscribed");

    private static final Kind OF_AUDIENCE =
            Kind.of("audience_contacts", "contact").under(Audiences.KIND);

    @Override
    public List<Route> routes() {
        Field segments = Field.list("segments", Field.text("id").required());
        Action update = Rest.update((call, contact) -> check(call, contact));
        return List.of(
                Route.post("/contacts", KIND, Contacts::create)
                        .body(details(
                                Field.text("email").required(),
                                segments,
                                ContactTopics.FIELD,
                                Field.text("audience_id"))),
                Route.get("/contacts", KIND, Contacts::list)
                        .query(Fields.of(
                                Field.text("segment_id"),
                                Field.number("limit"),
                                Field.text("after"),
                                Field.text("before"))),
                Route.get("/contacts/{id}", KIND, Rest::get),
                Route.patch("/contacts/{id}", KIND, update).body(details(Field.text("email"))),
                Route.delete("/contacts/{id}", KIND, Rest::delete),
                Route.post("/audiences/{audience_id}/contacts", OF_AUDIENCE, member(Contacts::create, false))
                        .body(details(Field.text("email").required())),
                Route.get("/audiences/{audience_id}/contacts/{id}", OF_AUDIENCE, member(Rest::get, true)),
                Route.patch("/audiences/{audience_id}/contacts/{id}", OF_AUDIENCE, member(update, true))
                        .body(details()),
                Route.delete("/audiences/{audience_id}/contacts/{id}", OF_AUDIENCE, member(Contacts::deleted, true)));
    }

    private static Field[] details(Field... more) {
        Stream<Field> always = Stream.of(
                Field.text("first_name").orNull(),
                Field.text("last_name").orNull(),
                Field.flag("unsubscribed"),
                Field.object("properties"));
        return Stream.concat(Stream.of(more), always).toArray(Field[]::new);
    }

    /** The action on a contact of the account that the path names below an audience, if it is a member there. */
    private static Action member(Action action, boolean existing) {
        return call -> {
            String audience = call.owner();
            Route plain = Route.get("/contacts/{id}", KIND, action);
            if (!existing) {
                ObjectNode body = call.fields().deepCopy();
                body.putArray("segments").addObject().put("id", audience);
                return action.run(
                        new Call(plain, List.of(), call.query(), body, call.request(), call.store(), call.now()));
            }
            Call below = new Call(
                    plain,
                    call.ids().subList(1, 2),
                    call.query(),
                    call.body(),
                    call.request(),
                    call.store(),
                    call.now());
            if (!ContactSegments.has(call.store(), below.item(), audience)) {
                throw ApiException.notFound("Contact");
            }
            return action.run(below);
        };
    }

    private static Answer create(Call call) {
        ObjectNode given = call.fields();
        ContactProperties.check(call.store(), given.path("properties"));
        if (call.store()
                .find(KIND, Store.ACCOUNT, given.get("email").textValue())
                .isPresent()) {
            throw ApiException.invalid("A contact with this `email` exists already.");
        }
        ContactSegments.check(call.store(), given.path("segments"));
        ContactTopics.check(call.store(), given.path("topics"));
        ObjectNode contact =
                call.newItem().setAll(given.deepCopy().remove(List.of("segments", "topics", "audience_id")));
        add(call, contact, given);
        return Answer.created(Rest.reference(contact));
    }

    /** Keeps a new contact with the segments and topics that were given with it. */
    static void add(Call call, ObjectNode contact, JsonNode given) {
        contact.put("object", KIND.object());
        contact.putIfAbsent("first_name", NullNode.instance);
        contact.putIfAbsent("last_name", NullNode.instance);
        contact.putIfAbsent("unsubscribed", JsonNodeFactory.instance.booleanNode(false));
        contact.putIfAbsent("properties", JsonNodeFactory.instance.objectNode());
        call.store().add(KIND, Store.ACCOUNT, contact);
        given.path("segments")
                .forEach(segment ->
                        ContactSegments.join(call, contact, segment.get("id").textValue()));
        ContactTopics.choose(call.store(), contact, given.path("topics"));
    }

    private static void check(Call call, ObjectNode contact) {
        ContactProperties.check(call.store(), call.fields().path("properties"));
        JsonNode id = contact.get("id");
        if (call.store()
                .find(KIND, Store.ACCOUNT, contact.get("email").textValue())
                .filter(other -> !other.get("id").equals(id))
                .isPresent()) {
            throw ApiException.invalid("A contact with this `email` exists already.");
        }
    }

    private static Answer list(Call call) {
        List<ObjectNode> contacts = call.store().newestFirst(KIND, Store.ACCOUNT);
        if (!call.query().has("segment_id")) {
            return Rest.page(call, contacts);
        }
        String segment = call.query().get("segment_id").textValue();
        return Rest.page(
                call,
                contacts.stream()
                        .filter(contact -> ContactSegments.has(call.store(), contact, segment))
                        .toList());
    }

    /** The old form names the contact in its own field. */
    private static Answer deleted(Call call) {
        ObjectNode answer = (ObjectNode) Rest.delete(call).body();
        answer.set("contact", answer.remove("id"));
        return Answer.ok(answer);
    }
}
