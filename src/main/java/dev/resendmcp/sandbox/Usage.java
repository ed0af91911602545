package dev.resendmcp.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What the account has used, against the limits of the free plan. The simulator enforces none but the rate limit. */
final class Usage implements ApiModule {
    private static final Kind KIND = Kind.of("usage", "usage");

    private final int requestsPerSecond;

    Usage(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/usage", KIND, this::get).forSendingKeys());
    }

    private Answer get(Call call) {
        ZonedDateTime day = call.now().atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
        Instant nextMonth = day.withDayOfMonth(1).plusMonths(1).toInstant();
        ObjectNode usage = JsonNodeFactory.instance.objectNode().put("object", "usage");
        ObjectNode emails = usage.putObject("emails");
        emails(call, emails.putObject("daily"), 100, day)
                .put("resets_at", day.plusDays(1).toInstant().toString());
        emails(call, emails.putObject("monthly"), 3000, day.withDayOfMonth(1)).put("resets_at", nextMonth.toString());
        usage.putObject("contacts").put("used", count(call, Contacts.KIND)).put("limit", 1000);
        usage.putObject("segments").put("used", count(call, Segments.KIND)).put("limit", 3);
        usage.putObject("broadcasts").put("used", 0).putNull("limit");
        usage.putObject("ai_credits").put("used", 0).put("limit", 0).putNull("next_increase_at");
        usage.putObject("automation_runs").put("used", 0).put("limit", 0).put("resets_at", nextMonth.toString());
        usage.putObject("domains").put("used", count(call, Domains.KIND)).putNull("limit");
        usage.putObject("rate_limit").put("limit", requestsPerSecond).put("duration", "1s");
        return Answer.ok(usage);
    }

    private static int count(Call call, Kind kind) {
        return call.store().newestFirst(kind, Store.ACCOUNT).size();
    }

    /** Every recipient counts. */
    private static ObjectNode emails(Call call, ObjectNode quota, int limit, ZonedDateTime since) {
        int sent = call.store().newestFirst(Emails.KIND, Store.ACCOUNT).stream()
                .filter(email ->
                        !Call.instant(email.get("created_at").textValue()).isBefore(since.toInstant()))
                .mapToInt(email -> email.get("to").size()
                        + email.get("cc").size()
                        + email.get("bcc").size())
                .sum();
        return quota.put("used", sent).put("limit", limit).put("sent", sent).put("received", 0);
    }
}
