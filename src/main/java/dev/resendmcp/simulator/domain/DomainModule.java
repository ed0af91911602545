package dev.resendmcp.simulator.domain;

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
import dev.resendmcp.simulator.core.Handler;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Domains. DNS is not queried: a domain is verified when it is read after a verification request. */
public final class DomainModule implements ApiModule {
    public static final ResourceType TYPE = ResourceType.of("domains", "domain")
            .listing("id", "name", "status", "created_at", "region", "open_tracking", "click_tracking", "capabilities");

    /** The same domains, for a search by name; a path names them by id only. */
    public static final ResourceType BY_NAME = TYPE.alsoNamedBy("name");

    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");

    @Override
    public List<Route> routes() {
        Handler create = CrudHandlers.create(
                DomainModule::complete, domain -> domain.deepCopy().without("object"));
        Handler update = CrudHandlers.update((request, domain) -> writeRecords(domain));
        return List.of(
                Route.post("/domains", TYPE, create)
                        .body(options(Field.text("name").required(), region(), Field.text("custom_return_path"))),
                Route.get("/domains", TYPE, CrudHandlers::list).query(Fields.page()),
                Route.get("/domains/{domain_id}", TYPE, DomainModule::get),
                Route.patch("/domains/{domain_id}", TYPE, update).body(options()),
                Route.delete("/domains/{domain_id}", TYPE, CrudHandlers::delete),
                Route.post("/domains/{domain_id}/verify", TYPE, DomainModule::verify));
    }

    /** These fields, and those that can be changed at any time. */
    private static Field[] options(Field... fixed) {
        Field capabilities = Field.object(
                "capabilities",
                Field.word("sending", "enabled", "disabled"),
                Field.word("receiving", "enabled", "disabled"));
        Stream<Field> changeable = Stream.of(
                Field.flag("open_tracking"),
                Field.flag("click_tracking"),
                Field.word("tls", "opportunistic", "enforced"),
                capabilities,
                Field.text("tracking_subdomain"));
        return Stream.concat(Stream.of(fixed), changeable).toArray(Field[]::new);
    }

    static Field region() {
        return Field.word("region", "us-east-1", "eu-west-1", "sa-east-1", "ap-northeast-1")
                .orElse("invalid_region");
    }

    public static boolean isVerified(Store store, String name) {
        return store.find(BY_NAME, name)
                .map(domain -> domain.get("status").textValue().equals("verified"))
                .orElse(false);
    }

    /** Whether mail to this domain arrives in this account. */
    public static boolean receives(Store store, String name) {
        return store.find(BY_NAME, name)
                .map(domain -> domain.at("/capabilities/receiving").asText().equals("enabled"))
                .orElse(false);
    }

    /** Checks the name of a new domain and sets defaults. */
    static void complete(ApiRequest request, ObjectNode domain) {
        String name = domain.get("name").textValue().toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw ApiException.invalid("The `name` field is not a domain name.");
        }
        if (request.store().find(BY_NAME, name).isPresent()) {
            throw ApiException.forbidden("The domain %s is registered already.".formatted(name));
        }
        domain.put("name", name);
        fill(domain);
    }

    static void setStatus(ObjectNode domain, String status) {
        domain.put("status", status);
        writeRecords(domain);
    }

    /** Sets the defaults of missing options and writes the records. */
    static void fill(ObjectNode domain) {
        ObjectNode defaults = Json.object()
                .put("region", "us-east-1")
                .put("custom_return_path", "send")
                .put("open_tracking", false)
                .put("click_tracking", false)
                .put("tls", "opportunistic");
        for (var field : defaults.properties()) {
            domain.putIfAbsent(field.getKey(), field.getValue());
        }
        JsonNode chosen = domain.path("capabilities");
        domain.putObject("capabilities")
                .put("sending", chosen.path("sending").asText("enabled"))
                .put("receiving", chosen.path("receiving").asText("disabled"));
        setStatus(domain, "not_started");
    }

    private static ApiResponse get(ApiRequest request) {
        ObjectNode domain = request.item();
        ApiResponse answer = CrudHandlers.get(request);
        // The next read finds that the check of the records is done.
        if (domain.get("status").textValue().equals("pending")) {
            setStatus(domain, "verified");
            request.happened("updated", domain);
        }
        return answer;
    }

    private static ApiResponse verify(ApiRequest request) {
        ObjectNode domain = request.item();
        if (!domain.get("status").textValue().equals("verified")) {
            setStatus(domain, "pending");
        }
        return ApiResponse.ok(CrudHandlers.reference(domain));
    }

    /** Rewrites the DNS records, which the owner has to publish, from the other fields of the domain. */
    private static void writeRecords(ObjectNode domain) {
        ArrayNode records = domain.putArray("records");
        String status = domain.get("status").textValue();
        String region = domain.get("region").textValue();
        String returnPath = domain.get("custom_return_path").textValue();
        if (isEnabled(domain, "sending")) {
            String mailServer = "feedback-smtp." + region + ".amazonses.com";
            addRecord(records, status, "SPF", returnPath, "MX", mailServer).put("priority", 10);
            addRecord(records, status, "SPF", returnPath, "TXT", "v=spf1 include:amazonses.com ~all");
            addRecord(records, status, "DKIM", "resend._domainkey", "TXT", "p=SANDBOX");
        }
        if (isEnabled(domain, "receiving")) {
            String mailServer = "inbound-smtp." + region + ".amazonaws.com";
            addRecord(records, status, "Receiving", "@", "MX", mailServer).put("priority", 10);
        }
        if (domain.hasNonNull("tracking_subdomain")) {
            String name = domain.get("tracking_subdomain").textValue();
            addRecord(records, status, "Tracking", name, "CNAME", "links.sandbox.invalid");
        }
    }

    private static boolean isEnabled(ObjectNode domain, String capability) {
        return domain.path("capabilities").path(capability).asText().equals("enabled");
    }

    private static ObjectNode addRecord(
            ArrayNode records, String status, String purpose, String name, String type, String value) {
        return records.addObject()
                .put("record", purpose)
                .put("name", name)
                .put("type", type)
                .put("ttl", "Auto")
                .put("status", status)
                .put("value", value);
    }
}
