package dev.resendmcp.simulator.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.automation.AutomationRuns;
import dev.resendmcp.simulator.broadcast.BroadcastModule;
import dev.resendmcp.simulator.contact.ContactModule;
import dev.resendmcp.simulator.contact.SegmentModule;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.CrudHandlers;
import dev.resendmcp.simulator.core.Fields;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.domain.DomainModule;
import dev.resendmcp.simulator.email.EmailModule;
import dev.resendmcp.simulator.email.ReceivedEmailModule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What an account sees of itself: usage against the limits of the free plan, of which only the rate limit is enforced, and OAuth
 * grants, which stay in the list when they are revoked.
 */
public final class AccountModule implements ApiModule {
    private static final ResourceType USAGE = ResourceType.of("usage", "usage");
    private static final ResourceType GRANTS = ResourceType.of("oauth_grants", "oauth_grant");

    private final int requestsPerSecond;

    public AccountModule(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/usage", USAGE, this::usage).forSendingKeys(),
                Route.get("/oauth/grants", GRANTS, CrudHandlers::list).query(Fields.page()),
                Route.delete("/oauth/grants/{oauth_grant_id}", GRANTS, AccountModule::revoke));
    }

    private ApiResponse usage(ApiRequest request) {
        ZonedDateTime day = request.now().atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
        Instant nextMonth = day.withDayOfMonth(1).plusMonths(1).toInstant();
        ObjectNode usage = Json.object().put("object", "usage");
        ObjectNode emails = usage.putObject("emails");
        emails(request, emails.putObject("daily"), 100, day)
                .put("resets_at", day.plusDays(1).toInstant().toString());
        emails(request, emails.putObject("monthly"), 3000, day.withDayOfMonth(1))
                .put("resets_at", nextMonth.toString());
        usage.putObject("contacts")
                .put("used", count(request, ContactModule.TYPE))
                .put("limit", 1000);
        usage.putObject("segments")
                .put("used", count(request, SegmentModule.TYPE))
                .put("limit", 3);
        usage.putObject("broadcasts").put("used", broadcasts(request)).putNull("limit");
        usage.putObject("ai_credits").put("used", 0).put("limit", 0).putNull("next_increase_at");
        usage.putObject("automation_runs")
                .put(
                        "used",
                        AutomationRuns.since(
                                request.store(), day.withDayOfMonth(1).toInstant()))
                .put("limit", 10_000)
                .put("resets_at", nextMonth.toString());
        usage.putObject("domains")
                .put("used", count(request, DomainModule.TYPE))
                .putNull("limit");
        usage.putObject("rate_limit").put("limit", requestsPerSecond).put("duration", "1s");
        return ApiResponse.ok(usage);
    }

    private static int count(ApiRequest request, ResourceType type) {
        return request.store().newestFirst(type).size();
    }

    private static long broadcasts(ApiRequest request) {
        return request.store().newestFirst(BroadcastModule.TYPE).stream()
                .filter(broadcast -> broadcast.get("status").textValue().equals("sent"))
                .count();
    }

    /** Every recipient counts, and received emails do too. */
    private static ObjectNode emails(ApiRequest request, ObjectNode quota, int limit, ZonedDateTime since) {
        int sent = request.store().newestFirst(EmailModule.TYPE).stream()
                .filter(email -> isSince(email, since))
                .mapToInt(email -> email.get("to").size()
                        + email.get("cc").size()
                        + email.get("bcc").size())
                .sum();
        int received = (int) request.store().newestFirst(ReceivedEmailModule.TYPE).stream()
                .filter(email -> isSince(email, since))
                .count();
        return quota.put("used", sent + received)
                .put("limit", limit)
                .put("sent", sent)
                .put("received", received);
    }

    private static boolean isSince(ObjectNode email, ZonedDateTime since) {
        return !ApiRequest.instant(email.get("created_at").textValue()).isBefore(since.toInstant());
    }

    private static ApiResponse revoke(ApiRequest request) {
        ObjectNode grant = request.item();
        if (grant.get("revoked_at").isNull()) {
            grant.put("revoked_at", request.now().toString()).put("revoked_reason", "revoked_by_user");
        }
        return ApiResponse.ok(grant.deepCopy().retain("object", "id", "revoked_at", "revoked_reason"));
    }
}
