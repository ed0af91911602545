package dev.resendmcp.simulator.domain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.core.ApiException;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.Field;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.core.Store;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Claims of domains of other accounts. A claim completes when it is read after its verification. */
public final class DomainClaimModule implements ApiModule {
    private static final ResourceType TYPE =
            ResourceType.of("domain_claims", "domain_claim").under(DomainModule.TYPE);
    private static final Duration HOLDS = Duration.ofDays(7);

    private static final List<String> OPTIONS =
            List.of("region", "custom_return_path", "open_tracking", "click_tracking", "tracking_subdomain");

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/domains/claim", DomainModule.TYPE, DomainClaimModule::create)
                        .body(
                                Field.text("name").required(),
                                DomainModule.region(),
                                Field.text("custom_return_path"),
                                Field.flag("open_tracking"),
                                Field.flag("click_tracking"),
                                Field.text("tracking_subdomain")),
                Route.get("/domains/{domain_id}/claim", TYPE, DomainClaimModule::get),
                Route.post("/domains/{domain_id}/claim/verify", TYPE, DomainClaimModule::verify));
    }

    /** Creates the claim and its pending domain, or returns an identical pending claim. */
    private static ApiResponse create(ApiRequest request) {
        ObjectNode domain = request.newItem().setAll(request.fields().deepCopy());
        String name = domain.get("name").textValue().toLowerCase(Locale.ROOT);
        Optional<ObjectNode> pending = request.store()
                .find(DomainModule.BY_NAME, name)
                .flatMap(known -> claim(request.store(), Json.id(known)))
                .filter(claim -> claim.get("status").textValue().equals("pending"));
        DomainModule.fill(domain);
        if (pending.isPresent() && isIdentical(request, pending.get(), domain)) {
            return ApiResponse.ok(pending.get().deepCopy());
        }
        DomainModule.complete(request, domain);
        request.store().add(DomainModule.TYPE, domain);
        ObjectNode claim = claimOf(request, domain);
        request.store().add(TYPE, Json.id(domain), claim);
        return ApiResponse.created(claim.deepCopy());
    }

    private static boolean isIdentical(ApiRequest request, ObjectNode claim, ObjectNode wanted) {
        ObjectNode domain = request.store()
                .find(DomainModule.TYPE, claim.get("domain_id").textValue())
                .orElseThrow();
        return OPTIONS.stream().allMatch(option -> wanted.path(option).equals(domain.path(option)));
    }

    private static ObjectNode claimOf(ApiRequest request, ObjectNode domain) {
        ObjectNode claim = request.newItem();
        String createdAt = claim.remove("created_at").textValue();
        claim.put("object", TYPE.object());
        claim.set("name", domain.get("name"));
        claim.put("status", "pending");
        claim.set("domain_id", domain.get("id"));
        claim.set("region", domain.get("region"));
        claim.putObject("record")
                .put("type", "TXT")
                .put("name", domain.get("name").textValue())
                .put("value", "resend-domain-verification=" + Json.id(claim))
                .put("ttl", "Auto");
        return claim.putNull("blocked_reason")
                .putNull("failure_reason")
                .put("created_at", createdAt)
                .put("expires_at", ApiRequest.timestamp(request.now().plus(HOLDS)));
    }

    private static ApiResponse get(ApiRequest request) {
        ObjectNode claim = claimInPath(request);
        if (claim.get("status").textValue().equals("verified")) {
            claim.put("status", "completed");
            request.store()
                    .find(DomainModule.TYPE, claim.get("domain_id").textValue())
                    .ifPresent(domain -> DomainModule.setStatus(domain, "verified"));
        }
        return ApiResponse.ok(claim.deepCopy());
    }

    private static ApiResponse verify(ApiRequest request) {
        ObjectNode claim = claimInPath(request);
        if (claim.get("status").textValue().equals("pending")) {
            claim.put("status", "verified");
        }
        return ApiResponse.ok(claim.deepCopy());
    }

    private static ObjectNode claimInPath(ApiRequest request) {
        return claim(request.store(), request.owner()).orElseThrow(() -> ApiException.notFound("Domain claim"));
    }

    private static Optional<ObjectNode> claim(Store store, String domain) {
        return store.newestFirst(TYPE, domain).stream().findFirst();
    }
}
