package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Inboxes and their agents, who never do anything. No mail arrives but what one inbox has from the start. */
final class Inboxes implements ApiModule {
    static final Kind KIND = Kind.of("inboxes", "inbox")
            .alsoNamedBy("email_address")
            .pagesOf(20)
            .listing("id", "name", "email_address", "from_name", "unread", "last_received", "created_at", "updated_at");

    private static final String AGENT = "agent";

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/inboxes", KIND, Rest.create(Inboxes::complete, Rest::reference))
                        .body(
                                Field.text("email_address").required(),
                                Field.text("name"),
                                Field.flag("forwarding"),
                                Field.text("from_name")),
                Route.get("/inboxes", KIND, Inboxes::list).query(Fields.page()),
                Route.get("/inboxes/{inbox_id}", KIND, call -> Answer.ok(view(call, call.item()))),
                Route.patch("/inboxes/{inbox_id}", KIND, Rest.update(Inboxes::changed))
                        .body(Field.text("name"), Field.text("from_name")),
                Route.delete("/inboxes/{inbox_id}", KIND, Rest::delete),
                Route.get("/inboxes/{inbox_id}/agent", KIND, Inboxes::agent),
                Route.patch("/inboxes/{inbox_id}/agent", KIND, Inboxes::changeAgent)
                        .body(
                                Field.text("instructions").orNull(),
                                Field.word(
                                                "tone",
                                                "concise_professional",
                                                "concise_casual",
                                                "expanded_professional",
                                                "expanded_casual")
                                        .orNull(),
                                Field.texts(
                                        "actions",
                                        "draft_reply",
                                        "forward_thread",
                                        "add_labels",
                                        "assign_thread",
                                        "mark_as_spam",
                                        "archive",
                                        "move_to_trash")));
    }

    @Override
    public void seed(Store store) {
        ObjectNode inbox = JsonNodeFactory.instance
                .objectNode()
                .put("object", KIND.object())
                .put("id", ResendSimulator.INBOX_ID)
                .put("name", "Support")
                .put("email_address", ResendSimulator.INBOX_ADDRESS)
                .put("domain_id", ResendSimulator.DOMAIN_ID)
                .putNull("receiving_address")
                .put("from_name", "Support team")
                .put("last_received", InboxThreads.NEWEST)
                .put("created_at", "2026-01-01T00:00:00Z")
                .put("updated_at", "2026-01-01T00:00:00Z");
        inbox.set(AGENT, newAgent());
        store.add(KIND, Store.ACCOUNT, inbox);
    }

    /** Throws an {@link ApiException} if the body of a change names nothing to change. */
    static void checkSomeField(Call call) {
        if (call.fields().isEmpty()) {
            throw ApiException.invalid("Give at least one field.");
        }
    }

    private static ObjectNode newAgent() {
        ObjectNode agent = JsonNodeFactory.instance
                .objectNode()
                .put("object", "inbox_agent")
                .putNull("instructions")
                .putNull("tone");
        agent.putArray("actions");
        return agent;
    }

    private static void complete(Call call, ObjectNode inbox) {
        String address = EmailRules.address(inbox.get("email_address").textValue());
        ObjectNode domain = call.store()
                .find(Domains.BY_NAME, Store.ACCOUNT, EmailRules.domain(address))
                .orElseThrow(() -> ApiException.forbidden("The address is on no domain of this account."));
        if (call.store().find(KIND, Store.ACCOUNT, address).isPresent()) {
            throw ApiException.invalid("There is an inbox with this address.");
        }
        String id = inbox.get("id").textValue();
        boolean forwarding = inbox.path("forwarding").asBoolean();
        inbox.without("forwarding");
        inbox.put("email_address", address)
                .put("name", inbox.path("name").asText(address))
                .put("from_name", inbox.path("from_name").textValue())
                .putNull("last_received")
                .put("receiving_address", forwarding ? id + "@inbound.resend.dev" : null)
                .put("created_at", call.now().toString())
                .put("updated_at", call.now().toString());
        inbox.set("domain_id", domain.get("id"));
        inbox.set(AGENT, newAgent());
    }

    private static void changed(Call call, ObjectNode inbox) {
        checkSomeField(call);
        inbox.put("updated_at", call.now().toString());
    }

    private static Answer list(Call call) {
        return Rest.page(
                call,
                call.store().newestFirst(KIND, Store.ACCOUNT).stream()
                        .map(inbox -> view(call, inbox))
                        .toList());
    }

    /** An inbox with its counts and without its agent. */
    private static ObjectNode view(Call call, ObjectNode inbox) {
        String id = inbox.get("id").textValue();
        long unread = call.store().newestFirst(InboxThreads.KIND, id).stream()
                .filter(thread -> !thread.get("read").booleanValue())
                .count();
        ObjectNode view = inbox.deepCopy();
        view.remove(AGENT);
        return view.put("unread", unread)
                .put("drafts", InboxDrafts.unsent(call.store(), id).size());
    }

    private static Answer agent(Call call) {
        return Answer.ok(call.item().get(AGENT).deepCopy());
    }

    private static Answer changeAgent(Call call) {
        checkSomeField(call);
        JsonNode inbox = call.item();
        ((ObjectNode) inbox.get(AGENT)).setAll(call.fields().deepCopy());
        return Answer.ok(JsonNodeFactory.instance
                .objectNode()
                .put("object", "inbox_agent")
                .set("id", inbox.get("id")));
    }
}
