package dev.resendmcp.simulator.inbox;

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
import dev.resendmcp.simulator.domain.DomainModule;
import dev.resendmcp.simulator.email.EmailRules;
import java.util.List;

/** Inboxes, their labels, and their AI agents, which do nothing. No mail arrives beside that of a new account. */
public final class InboxModule implements ApiModule {
    static final ResourceType TYPE = ResourceType.of("inboxes", "inbox")
            .alsoNamedBy("email_address")
            .pagesOf(20)
            .listing("id", "name", "email_address", "from_name", "unread", "last_received", "created_at", "updated_at");

    static final ResourceType LABELS =
            ResourceType.of("inboxes/labels", "inbox_label").under(TYPE);

    private static final String AGENT = "agent";

    @Override
    public List<Route> routes() {
        String labels = "/inboxes/{inbox_id}/labels";
        return List.of(
                Route.get(labels, LABELS, InboxModule::labels),
                Route.post(labels, LABELS, CrudHandlers.create(InboxModule::completeLabel, CrudHandlers::reference))
                        .body(Field.text("name").required(), Field.text("color")),
                Route.patch(labels + "/{label_id}", LABELS, CrudHandlers.update(InboxModule::changedLabel))
                        .body(Field.text("name"), Field.text("color")),
                Route.delete(labels + "/{label_id}", LABELS, CrudHandlers::delete),
                Route.post("/inboxes", TYPE, CrudHandlers.create(InboxModule::complete, CrudHandlers::reference))
                        .body(
                                Field.text("email_address").required(),
                                Field.text("name"),
                                Field.flag("forwarding"),
                                Field.text("from_name")),
                Route.get("/inboxes", TYPE, InboxModule::list).query(Fields.page()),
                Route.get("/inboxes/{inbox_id}", TYPE, request -> ApiResponse.ok(view(request, request.item()))),
                Route.patch("/inboxes/{inbox_id}", TYPE, CrudHandlers.update(InboxModule::changed))
                        .body(Field.text("name"), Field.text("from_name")),
                Route.delete("/inboxes/{inbox_id}", TYPE, CrudHandlers::delete),
                Route.get("/inboxes/{inbox_id}/agent", TYPE, InboxModule::agent),
                Route.patch("/inboxes/{inbox_id}/agent", TYPE, InboxModule::changeAgent)
                        .body(agentFields()));
    }

    private static Field[] agentFields() {
        return new Field[] {
            Field.text("instructions").orNull(),
            Field.word("tone", "concise_professional", "concise_casual", "expanded_professional", "expanded_casual")
                    .orNull(),
            Field.texts(
                    "actions",
                    "draft_reply",
                    "forward_thread",
                    "add_labels",
                    "assign_thread",
                    "mark_as_spam",
                    "archive",
                    "move_to_trash")
        };
    }

    /** Throws an {@link ApiException} if the body of a change names nothing to change. */
    static void checkSomeField(ApiRequest request) {
        if (request.fields().isEmpty()) {
            throw ApiException.invalid("Give at least one field.");
        }
    }

    private static ObjectNode newAgent() {
        ObjectNode agent = Json.object()
                .put("object", "inbox_agent")
                .putNull("instructions")
                .putNull("tone");
        agent.putArray("actions");
        return agent;
    }

    private static void complete(ApiRequest request, ObjectNode inbox) {
        String address = EmailRules.address(inbox.get("email_address").textValue());
        ObjectNode domain = request.store()
                .find(DomainModule.BY_NAME, EmailRules.domain(address))
                .orElseThrow(() -> ApiException.forbidden("The address is on no domain of this account."));
        if (request.store().find(TYPE, address).isPresent()) {
            throw ApiException.invalid("There is an inbox with this address.");
        }
        String id = Json.id(inbox);
        boolean forwarding = inbox.path("forwarding").asBoolean();
        inbox.without("forwarding");
        inbox.put("email_address", address)
                .put("name", inbox.path("name").asText(address))
                .put("from_name", inbox.path("from_name").textValue())
                .putNull("last_received")
                .put("receiving_address", forwarding ? id + "@inbound.resend.dev" : null)
                .put("created_at", request.now().toString())
                .put("updated_at", request.now().toString());
        inbox.set("domain_id", domain.get("id"));
        inbox.set(AGENT, newAgent());
    }

    private static void changed(ApiRequest request, ObjectNode inbox) {
        checkSomeField(request);
        inbox.put("updated_at", request.now().toString());
    }

    private static ApiResponse list(ApiRequest request) {
        return CrudHandlers.page(
                request,
                request.store().newestFirst(TYPE).stream()
                        .map(inbox -> view(request, inbox))
                        .toList());
    }

    /** An inbox with its counts and without its agent. */
    private static ObjectNode view(ApiRequest request, ObjectNode inbox) {
        String id = Json.id(inbox);
        long unread = request.store().newestFirst(InboxThreadModule.TYPE, id).stream()
                .filter(thread -> !thread.get("read").booleanValue())
                .count();
        ObjectNode view = inbox.deepCopy();
        view.remove(AGENT);
        return view.put("unread", unread)
                .put("drafts", InboxDraftModule.unsent(request.store(), id).size());
    }

    private static ApiResponse agent(ApiRequest request) {
        return ApiResponse.ok(request.item().get(AGENT).deepCopy());
    }

    private static ApiResponse changeAgent(ApiRequest request) {
        checkSomeField(request);
        JsonNode inbox = request.item();
        ((ObjectNode) inbox.get(AGENT)).setAll(request.fields().deepCopy());
        return ApiResponse.ok(Json.object().put("object", "inbox_agent").set("id", inbox.get("id")));
    }

    private static ApiResponse labels(ApiRequest request) {
        ObjectNode answer = Json.object().put("object", "list");
        ArrayNode data = answer.putArray("data");
        request.store()
                .newestFirst(LABELS, request.owner())
                .forEach(label -> data.add(label.deepCopy().without("object")));
        return ApiResponse.ok(answer);
    }

    private static void completeLabel(ApiRequest request, ObjectNode label) {
        label.put("color", label.path("color").asText("#808080"))
                .put("created_at", request.now().toString());
        checkColor(label);
    }

    private static void changedLabel(ApiRequest request, ObjectNode label) {
        checkSomeField(request);
        checkColor(label);
    }

    private static void checkColor(ObjectNode label) {
        if (!label.get("color").textValue().matches("#[0-9A-Fa-f]{6}")) {
            throw ApiException.invalid("The `color` field must be such as `#3366FF`.");
        }
    }
}
