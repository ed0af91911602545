package dev.resendmcp.simulator.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Handler;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import java.util.List;
import java.util.stream.Stream;

/** Contacts, and the old endpoints for the contacts of one audience. */
public final class ContactModule implements ApiModule {
    public static final ResourceType TYPE = ResourceType.of("contacts", "contact")
            .alsoNamedBy("email")
            .listing("id", "email", "first_name", "last_name", "created_at", "unsubscribed");

    private static final ResourceType OF_AUDIENCE =
            ResourceType.of("audience_contacts", "contact").under(SegmentModule.AUDIENCE);

    @Override
    public List<Route> routes() {
        Field segments = Field.list("segments", Field.text("id").required());
        Handler change = CrudHandlers.update((request, contact) -> check(request, contact));
        Handler update = request -> {
            ContactPropertyModule.check(request.store(), request.fields().path("properties"));
            return change.handle(request);
        };
        return List.of(
                Route.post("/contacts", TYPE, ContactModule::create)
                        .body(details(
                                Field.text("email").required(),
                                segments,
                                TopicModule.CHOICES,
                                Field.text("audience_id"))),
                Route.get("/contacts", TYPE, ContactModule::list).query(Fields.page(Field.text("segment_id"))),
                Route.get("/contacts/{id}", TYPE, ContactModule::get),
                Route.patch("/contacts/{id}", TYPE, update).body(details(Field.text("email"))),
                Route.delete("/contacts/{id}", TYPE, ContactModule::deleted),
                Route.post("/audiences/{audience_id}/contacts", OF_AUDIENCE, member(ContactModule::create, false))
                        .body(details(Field.text("email").required())),
                Route.get("/audiences/{audience_id}/contacts/{id}", OF_AUDIENCE, member(ContactModule::get, true)),
                Route.patch("/audiences/{audience_id}/contacts/{id}", OF_AUDIENCE, member(update, true))
                        .body(details()),
                Route.delete(
                        "/audiences/{audience_id}/contacts/{id}", OF_AUDIENCE, member(ContactModule::deleted, true)));
    }

    private static Field[] details(Field... more) {
        Stream<Field> always = Stream.of(
                Field.text("first_name").orNull(),
                Field.text("last_name").orNull(),
                Field.flag("unsubscribed"),
                Field.object("properties"));
        return Stream.concat(Stream.of(more), always).toArray(Field[]::new);
    }

    /** Runs the handler on the contact that the path names below an audience, if it is a member. */
    private static Handler member(Handler handler, boolean existing) {
        return request -> {
            String audience = request.owner();
            ApiRequest below = request.below(Route.get("/contacts/{id}", TYPE, handler));
            if (!existing) {
                below.fields().putArray("segments").addObject().put("id", audience);
                return handler.handle(below);
            }
            if (!ContactSegmentModule.has(request.store(), below.item(), audience)) {
                throw ApiException.notFound("Contact");
            }
            return handler.handle(below);
        };
    }

    private static ApiResponse create(ApiRequest request) {
        ObjectNode given = request.fields();
        ContactPropertyModule.check(request.store(), given.path("properties"));
        if (request.store().find(TYPE, given.get("email").textValue()).isPresent()) {
            throw ApiException.invalid("A contact with this `email` exists already.");
        }
        ContactSegmentModule.check(request.store(), given.path("segments"));
        TopicModule.check(request.store(), given.path("topics"));
        ObjectNode contact =
                request.newItem().setAll(given.deepCopy().remove(List.of("segments", "topics", "audience_id")));
        add(request, contact, given);
        return ApiResponse.created(CrudHandlers.reference(contact));
    }

    /** Stores a new contact with its segments and topics. */
    static void add(ApiRequest request, ObjectNode contact, JsonNode given) {
        contact.put("object", TYPE.object());
        contact.putIfAbsent("first_name", NullNode.instance);
        contact.putIfAbsent("last_name", NullNode.instance);
        contact.putIfAbsent("unsubscribed", JsonNodeFactory.instance.booleanNode(false));
        contact.putIfAbsent("properties", Json.object());
        request.store().add(TYPE, contact);
        given.path("segments")
                .forEach(segment ->
                        ContactSegmentModule.join(request.store(), contact, Json.id(segment), request.now()));
        TopicModule.choose(request.store(), Json.id(contact), given.path("topics"));
        ObjectNode created = contact.deepCopy();
        created.set("segment_ids", Json.array());
        given.path("segments")
                .forEach(segment -> created.withArray("segment_ids").add(Json.id(segment)));
        request.store().happened("contact.created", created);
    }

    private static void check(ApiRequest request, ObjectNode contact) {
        JsonNode id = contact.get("id");
        if (request.store()
                .find(TYPE, contact.get("email").textValue())
                .filter(other -> !other.get("id").equals(id))
                .isPresent()) {
            throw ApiException.invalid("A contact with this `email` exists already.");
        }
    }

    private static ApiResponse list(ApiRequest request) {
        List<ObjectNode> contacts = request.store().newestFirst(TYPE);
        if (!request.query().has("segment_id")) {
            return CrudHandlers.page(request, contacts);
        }
        String segment = request.query().get("segment_id").textValue();
        return CrudHandlers.page(
                request,
                contacts.stream()
                        .filter(contact -> ContactSegmentModule.has(request.store(), contact, segment))
                        .toList());
    }

    private static ApiResponse get(ApiRequest request) {
        ObjectNode contact = request.item().deepCopy();
        contact.set("properties", ContactPropertyModule.typed(request.store(), contact.path("properties")));
        return ApiResponse.ok(contact);
    }

    /** The SDKs read the id from {@code contact}, the OpenAPI document has it in {@code id}. */
    private static ApiResponse deleted(ApiRequest request) {
        ObjectNode answer = (ObjectNode) CrudHandlers.delete(request).body();
        answer.set("contact", answer.get("id"));
        return ApiResponse.ok(answer);
    }
}
