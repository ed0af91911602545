package dev.resendmcp.simulator.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.resendmcp.simulator.contact.ContactModule;
import dev.resendmcp.simulator.contact.SegmentModule;
import dev.resendmcp.simulator.core.ApiModule;
import dev.resendmcp.simulator.core.ApiRequest;
import dev.resendmcp.simulator.core.ApiResponse;
import dev.resendmcp.simulator.core.Json;
import dev.resendmcp.simulator.core.ResourceType;
import dev.resendmcp.simulator.core.Route;
import dev.resendmcp.simulator.domain.DomainModule;
import dev.resendmcp.simulator.email.EmailModule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Usage against the limits of the free plan. Only the rate limit is enforced. */
public final class UsageModule implements ApiModule {
    private static final ResourceType TYPE = ResourceType.of("usage", "usage");

    private final int requestsPerSecond;

    public UsageModule(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/usage", TYPE, this::get).forSendingKeys());
    }

    private ApiResponse get(ApiRequest request) {
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
        usage.putObject("broadcasts").put("used", 0).putNull("limit");
        usage.putObject("ai_credits").put("used", 0).put("limit", 0).putNull("next_increase_at");
        usage.putObject("automation_runs").put("used", 0).put("limit", 0).put("resets_at", nextMonth.toString());
        usage.putObject("domains")
                .put("used", count(request, DomainModule.TYPE))
                .putNull("limit");
        usage.putObject("rate_limit").put("limit", requestsPerSecond).put("duration", "1s");
        return ApiResponse.ok(usage);
    }

    private static int count(ApiRequest request, ResourceType type) {
        return request.store().newestFirst(type).size();
    }

    /** Every recipient counts. */
    private static ObjectNode emails(ApiRequest request, ObjectNode quota, int limit, ZonedDateTime since) {
        int sent = request.store().newestFirst(EmailModule.TYPE).stream()
                .filter(email ->
                        !ApiRequest.instant(email.get("created_at").textValue()).isBefore(since.toInstant()))
                .mapToInt(email -> email.get("to").size()
                        + email.get("cc").size()
                        + email.get("bcc").size())
                .sum();
        return quota.put("used", sent).put("limit", limit).put("sent", sent).put("received", 0);
    }
}
