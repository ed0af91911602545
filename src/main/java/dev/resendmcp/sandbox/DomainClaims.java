package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Claims of domains that another account holds. Here every claim that is verified succeeds at the next look. */
final class DomainClaims implements ApiModule {
    private static final Kind KIND = Kind.of("domain_claims", "domain_claim").under(Domains.KIND);
    private static final Duration HOLDS = Duration.ofDays(7);

    private static final List<String> OPTIONS =
            List.of("region", "custom_return_path", "open_tracking", "click_tracking", "tracking_subdomain");

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/domains/claim", Domains.KIND, DomainClaims::create)
                        .body(
                                Field.text("name").required(),
                                Domains.region(),
                                Field.text("custom_return_path"),
                                Field.flag("open_tracking"),
                                Field.flag("click_tracking"),
                                Field.text("tracking_subdomain")),
                Route.get("/domains/{domain_id}/claim", KIND, DomainClaims::get),
                Route.post("/domains/{domain_id}/claim/verify", KIND, DomainClaims::verify));
    }

    /** Makes a domain that waits for the claim, and the claim; or finds the identical claim that is pending. */
    private static Answer create(Call call) {
        ObjectNode domain = call.newItem().setAll(call.fields().deepCopy());
        String name = domain.get("name").textValue().toLowerCase(Locale.ROOT);
        Optional<ObjectNode> pending = call.store()
                .find(Domains.BY_NAME, Store.ACCOUNT, name)
                .flatMap(known -> claim(call.store(), known.get("id").textValue()))
                .filter(claim -> claim.get("status").textValue().equals("pending"));
        Domains.fill(domain);
        if (pending.isPresent() && isIdentical(call, pending.get(), domain)) {
            return Answer.ok(pending.get().deepCopy());
        }
        Domains.complete(call, domain);
        call.store().add(Domains.KIND, Store.ACCOUNT, domain);
        ObjectNode claim = claimOf(call, domain);
        call.store().add(KIND, domain.get("id").textValue(), claim);
        return Answer.created(claim.deepCopy());
    }

    private static boolean isIdentical(Call call, ObjectNode claim, ObjectNode wanted) {
        ObjectNode domain = call.store()
                .find(Domains.KIND, Store.ACCOUNT, claim.get("domain_id").textValue())
                .orElseThrow();
        return OPTIONS.stream().allMatch(option -> wanted.path(option).equals(domain.path(option)));
    }

    private static ObjectNode claimOf(Call call, ObjectNode domain) {
        ObjectNode claim = call.newItem();
        String createdAt = claim.remove("created_at").textValue();
        claim.put("object", KIND.object());
        claim.set("name", domain.get("name"));
        claim.put("status", "pending");
        claim.set("domain_id", domain.get("id"));
        claim.set("region", domain.get("region"));
        claim.putObject("record")
                .put("type", "TXT")
                .put("name", domain.get("name").textValue())
                .put("value", "resend-domain-verification=" + claim.get("id").textValue())
                .put("ttl", "Auto");
        return claim.putNull("blocked_reason")
                .putNull("failure_reason")
                .put("created_at", createdAt)
                .put("expires_at", Call.timestamp(call.now().plus(HOLDS)));
    }

    private static Answer get(Call call) {
        ObjectNode claim = claimInPath(call);
        if (claim.get("status").textValue().equals("verified")) {
            claim.put("status", "completed");
            call.store()
                    .find(Domains.KIND, Store.ACCOUNT, claim.get("domain_id").textValue())
                    .ifPresent(domain -> Domains.setStatus(domain, "verified"));
        }
        return Answer.ok(claim.deepCopy());
    }

    private static Answer verify(Call call) {
        ObjectNode claim = claimInPath(call);
        if (claim.get("status").textValue().equals("pending")) {
            claim.put("status", "verified");
        }
        return Answer.ok(claim.deepCopy());
    }

    private static ObjectNode claimInPath(Call call) {
        return claim(call.store(), call.owner()).orElseThrow(() -> ApiException.notFound("Domain claim"));
    }

    private static Optional<ObjectNode> claim(Store store, String domain) {
        return store.newestFirst(KIND, domain).stream().findFirst();
    }
}
