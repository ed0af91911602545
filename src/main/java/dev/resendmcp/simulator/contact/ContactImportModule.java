package dev.resendmcp.simulator.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Imports of contacts from CSV. Here an import is complete before anyone can look. */
public final class ContactImportModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("contact_imports", "contact_import")
            .pagesOf(20)
            .listing("object", "id", "status", "created_at", "completed_at", "counts");

    private static final List<String> FIELDS = List.of("email", "first_name", "last_name", "unsubscribed");
    private final ObjectMapper json = new ObjectMapper();

    @Override
    public List<Route> routes() {
        Field status = Field.word("status", "queued", "in_progress", "completed", "failed");
        return List.of(
                Route.post("/contacts/imports", TYPE, this::create)
                        .parts(
                                Field.text("file").required(),
                                Field.text("column_map"),
                                Field.word("on_conflict", "upsert", "skip"),
                                Field.text("segments"),
                                Field.text("topics")),
                Route.get("/contacts/imports", TYPE, request -> CrudHandlers.listWhere(request, "status"))
                        .query(Fields.page(status)),
                Route.get("/contacts/imports/{id}", TYPE, CrudHandlers::get));
    }

    private ApiResponse create(ApiRequest request) {
        ObjectNode given = Json.object();
        given.set(
                "segments",
                structure(
                        request,
                        "segments",
                        Field.list("segments", Field.text("id").required())));
        given.set("topics", structure(request, "topics", TopicModule.CHOICES));
        ContactSegmentModule.check(request.store(), given.get("segments"));
        TopicModule.check(request.store(), given.get("topics"));
        JsonNode columns = structure(request, "column_map", Field.object("column_map"));
        List<List<String>> rows = Csv.rows(request.fields().get("file").textValue());
        if (rows.isEmpty()) {
            throw ApiException.invalid("The `file` field has no rows.");
        }
        ObjectNode counts = Json.object().put("total", rows.size() - 1);
        List.of("created", "updated", "skipped", "failed").forEach(name -> counts.put(name, 0));
        for (List<String> row : rows.subList(1, rows.size())) {
            String outcome = take(request, contact(rows.get(0), row, columns), given);
            counts.put(outcome, counts.get(outcome).intValue() + 1);
        }
        ObjectNode done =
                request.newItem().put("status", "completed").put("completed_at", ApiRequest.timestamp(request.now()));
        done.set("counts", counts);
        request.store().add(TYPE, done);
        return ApiResponse.created(CrudHandlers.reference(done));
    }

    /** The JSON inside a part, checked; missing if the part is. */
    private JsonNode structure(ApiRequest request, String part, Field field) {
        if (!request.fields().has(part)) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode value = json.readTree(request.fields().get(part).textValue());
            field.check(value, part);
            return value;
        } catch (JsonProcessingException e) {
            throw ApiException.invalid("The `%s` field is not JSON.".formatted(part));
        }
    }

    private static ObjectNode contact(List<String> header, List<String> row, JsonNode columns) {
        ObjectNode contact = Json.object();
        for (String field : FIELDS) {
            cell(header, row, columns.path(field).asText(field)).ifPresent(value -> contact.put(field, value));
        }
        if (contact.has("unsubscribed")) {
            contact.put(
                    "unsubscribed",
                    Boolean.parseBoolean(contact.get("unsubscribed").textValue()));
        }
        ObjectNode properties = contact.putObject("properties");
        for (Map.Entry<String, JsonNode> property : columns.path("properties").properties()) {
            cell(header, row, property.getValue().path("column").asText())
                    .ifPresent(value -> properties.put(property.getKey(), value));
        }
        return contact;
    }

    private static Optional<String> cell(List<String> header, List<String> row, String column) {
        int at = header.indexOf(column);
        return at < 0 || at >= row.size() || row.get(at).isEmpty() ? Optional.empty() : Optional.of(row.get(at));
    }

    /** Adds or updates a contact; answers the count that this belongs to. */
    private static String take(ApiRequest request, ObjectNode contact, ObjectNode given) {
        if (!contact.path("email").asText().contains("@")) {
            return "failed";
        }
        Optional<ObjectNode> known =
                request.store().find(ContactModule.TYPE, contact.get("email").textValue());
        if (known.isEmpty()) {
            ContactModule.add(request, request.newItem().setAll(contact), given);
            return "created";
        }
        if (!request.fields().path("on_conflict").asText().equals("upsert")) {
            return "skipped";
        }
        known.get().setAll(contact);
        return "updated";
    }
}
