package dev.resendmcp.simulator.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
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
import dev.resendmcp.simulator.core.Store;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Templates. Only the newest version is kept; the status alone shows that an older one is still published. */
public final class TemplateModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("templates", "template")
            .alsoNamedBy("alias")
            .pagesOf(20)
            .listing("id", "name", "status", "published_at", "created_at", "updated_at", "alias");

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/templates", TYPE, CrudHandlers.create(TemplateModule::complete, CrudHandlers::reference))
                        .body(fields(
                                Field.text("name").required(),
                                Field.text("html").required())),
                Route.get("/templates", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.get("/templates/{id}", TYPE, CrudHandlers::get),
                Route.patch("/templates/{id}", TYPE, CrudHandlers.update(TemplateModule::changed))
                        .body(fields(Field.text("name"), Field.text("html"))),
                Route.delete("/templates/{id}", TYPE, CrudHandlers::delete),
                Route.post("/templates/{id}/publish", TYPE, TemplateModule::publish),
                Route.post("/templates/{id}/duplicate", TYPE, TemplateModule::duplicate));
    }

    /** Renders the email's template, which must be published, and takes from it what is missing. */
    static void supply(ObjectNode email, Store store) {
        String name = email.at("/template/id").textValue();
        ObjectNode template = store.find(TYPE, name).orElseThrow(() -> ApiException.notFound("Template"));
        if (!template.get("status").textValue().equals("published")) {
            throw ApiException.invalid("The template %s is not published.".formatted(name));
        }
        for (String field : List.of("from", "subject", "reply_to")) {
            if (!email.has(field) && template.hasNonNull(field)) {
                email.set(field, template.get(field).deepCopy());
            }
        }
        Map<String, String> values = TemplateVariables.values(template, email.at("/template/variables"));
        for (String field : List.of("subject", "html", "text")) {
            JsonNode source = field.equals("subject") ? email.path(field) : template.path(field);
            if (source.isTextual()) {
                email.put(field, Placeholders.fill(source.textValue(), values));
            }
        }
    }

    private static Field[] fields(Field name, Field html) {
        Field variables = Field.list(
                "variables",
                Field.text("key").required(),
                Field.word("type", "string", "number", "boolean", "object", "list")
                        .required(),
                Field.any("fallback_value"));
        return new Field[] {
            name,
            html,
            Field.text("alias"),
            Field.text("from"),
            Field.text("subject"),
            Field.textOrTexts("reply_to"),
            Field.text("text"),
            variables
        };
    }

    private static void complete(ApiRequest request, ObjectNode template) {
        template.put("status", "draft").putNull("published_at");
        for (String open : List.of("alias", "from", "subject", "text", "reply_to")) {
            template.putIfAbsent(open, NullNode.instance);
        }
        template.putIfAbsent("variables", Json.array());
        changed(request, template);
    }

    private static void changed(ApiRequest request, ObjectNode template) {
        checkAlias(request, template);
        if (!template.get("reply_to").isNull()) {
            List<String> replyTo = EmailRules.texts(template.get("reply_to"));
            replyTo.forEach(template.putArray("reply_to")::add);
        }
        TemplateVariables.describe(request, template);
        template.put("updated_at", ApiRequest.timestamp(request.now()))
                .put("current_version_id", UUID.randomUUID().toString())
                .put("has_unpublished_versions", true);
    }

    private static void checkAlias(ApiRequest request, ObjectNode template) {
        String alias = template.path("alias").textValue();
        boolean taken = alias != null
                && request.store()
                        .find(TYPE, alias)
                        .filter(other -> !other.get("id").equals(template.get("id")))
                        .isPresent();
        if (taken) {
            throw ApiException.invalid("Another template has the alias %s.".formatted(alias));
        }
    }

    private static ApiResponse publish(ApiRequest request) {
        ObjectNode template = request.item();
        template.put("status", "published")
                .put("published_at", ApiRequest.timestamp(request.now()))
                .put("has_unpublished_versions", false);
        return ApiResponse.ok(CrudHandlers.reference(template));
    }

    private static ApiResponse duplicate(ApiRequest request) {
        return ApiResponse.ok(CrudHandlers.duplicate(request, copy -> {
            // An alias names one template only.
            copy.putNull("alias").put("name", copy.get("name").textValue() + " (Copy)");
            complete(request, copy);
        }));
    }
}
