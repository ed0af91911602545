package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sending and receiving domains. No DNS is asked: a domain is verified at the next look after verification was requested. */
final class Domains implements ApiModule {
    static final Kind KIND = Kind.of("domains", "domain")
            .listing("id", "name", "status", "created_at", "region", "open_tracking", "click_tracking", "capabilities");

    /** The same domains, for a search by name; a path names them by id only. */
    static final Kind BY_NAME = KIND.alsoNamedBy("name");

    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");

    @Override
    public List<Route> routes() {
        Action create =
                Rest.create(Domains::complete, domain -> domain.deepCopy().without("object"));
        Action update = Rest.update((call, domain) -> DomainRecords.write(domain));
        return List.of(
                Route.post("/domains", KIND, create)
                        .body(options(Field.text("name").required(), region(), Field.text("custom_return_path"))),
                Route.get("/domains", KIND, Rest::list).query(Fields.page()),
                Route.get("/domains/{domain_id}", KIND, Domains::get),
                Route.patch("/domains/{domain_id}", KIND, update).body(options()),
                Route.delete("/domains/{domain_id}", KIND, Rest::delete),
                Route.post("/domains/{domain_id}/verify", KIND, Domains::verify));
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

    @Override
    public void seed(Store store) {
        ObjectNode domain = JsonNodeFactory.instance
                .objectNode()
                .put("object", "domain")
                .put("id", ResendSimulator.DOMAIN_ID)
                .put("created_at", "2026-01-01 00:00:00.000000+00")
                .put("name", ResendSimulator.DOMAIN_NAME);
        fill(domain);
        setStatus(domain, "verified");
        store.add(KIND, Store.ACCOUNT, domain);
    }

    static Field region() {
        return Field.word("region", "us-east-1", "eu-west-1", "sa-east-1", "ap-northeast-1")
                .orElse("invalid_region");
    }

    static boolean isVerified(Store store, String name) {
        return store.find(BY_NAME, Store.ACCOUNT, name)
                .map(domain -> domain.get("status").textValue().equals("verified"))
                .orElse(false);
    }

    /** Checks the name of a new domain, and adds what its creator left open. */
    static void complete(Call call, ObjectNode domain) {
        String name = domain.get("name").textValue().toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw ApiException.invalid("The `name` field is not a domain name.");
        }
        if (call.store().find(BY_NAME, Store.ACCOUNT, name).isPresent()) {
            throw ApiException.forbidden("The domain %s is registered already.".formatted(name));
        }
        domain.put("name", name);
        fill(domain);
    }

    static void setStatus(ObjectNode domain, String status) {
        domain.put("status", status);
        DomainRecords.write(domain);
    }

    /** Gives the options that are open their defaults, and writes the records. */
    static void fill(ObjectNode domain) {
        ObjectNode defaults = JsonNodeFactory.instance
                .objectNode()
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

    private static Answer get(Call call) {
        ObjectNode domain = call.item();
        if (domain.get("status").textValue().equals("pending")) {
            setStatus(domain, "verified");
        }
        return Rest.get(call);
    }

    private static Answer verify(Call call) {
        ObjectNode domain = call.item();
        if (!domain.get("status").textValue().equals("verified")) {
            setStatus(domain, "pending");
        }
        return Answer.ok(Rest.reference(domain));
    }
}
