package dev.resendmcp.api.model;

import static dev.resendmcp.api.constraint.TextFormat.FILTER_ID;
import static dev.resendmcp.api.constraint.TextFormat.ISO_DATE;
import static dev.resendmcp.api.constraint.TextFormat.SINGLE_LINE;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.resendmcp.api.constraint.Format;
import dev.resendmcp.api.wire.CommaList;
import dev.resendmcp.api.wire.WireWords;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.ws.rs.QueryParam;

/** Query of {@code GET /emails/metrics}. Lists travel joined by commas. */
public final class EmailMetricsQuery {
    private static final int DATE_ONLY = "2030-01-31".length();

    /** First day or moment; Resend's default is 6 days before the end. */
    @QueryParam("start_date")
    @Format(ISO_DATE)
    @JsonPropertyDescription("ISO 8601 date or date-time; default 6 days before end_date.")
    public String startDate;

    /** Last day or moment; Resend's default is now. */
    @QueryParam("end_date")
    @Format(ISO_DATE)
    @JsonPropertyDescription("ISO 8601 date or date-time; default now.")
    public String endDate;

    /** Zone in which periods begin. */
    @QueryParam("timezone")
    @Format(SINGLE_LINE)
    @JsonPropertyDescription("IANA zone of the periods; default UTC.")
    public String timezone;

    /** Length of a period. */
    @QueryParam("granularity")
    @JsonPropertyDescription("Length of a period; default daily.")
    public Granularity granularity;

    /** What to count. */
    @QueryParam("metrics")
    @JsonPropertyDescription("Default: all.")
    @Valid
    public CommaList<Metric> metrics;

    /** What to break the counts down by. */
    @QueryParam("dimensions")
    @JsonPropertyDescription("Default: totals only.")
    @Valid
    public CommaList<Dimension> dimensions;

    /** Count these domains only. */
    @QueryParam("domain_id")
    @JsonPropertyDescription("Only these domains; at most 100.")
    @Valid
    public CommaList<@Format(FILTER_ID) String> domainId;

    /** Count these emails only. */
    @QueryParam("email_id")
    @JsonPropertyDescription("Only these emails; at most 100.")
    @Valid
    public CommaList<@Format(FILTER_ID) String> emailId;

    /** Count these broadcasts only. */
    @QueryParam("broadcast_id")
    @JsonPropertyDescription("Only these broadcasts; at most 100.")
    @Valid
    public CommaList<@Format(FILTER_ID) String> broadcastId;

    /** Resend does not mix emails with broadcasts. */
    @AssertTrue(message = "dimension email excludes dimension broadcast and broadcast_id: leave one side out")
    boolean isEmailWithoutBroadcast() {
        return !by(Dimension.EMAIL) || (!by(Dimension.BROADCAST) && broadcastId == null);
    }

    /** The same, seen from the broadcasts. */
    @AssertTrue(message = "email_id excludes broadcast_id and dimension broadcast: leave one side out")
    boolean isBroadcastWithoutEmail() {
        return emailId == null || (broadcastId == null && !by(Dimension.BROADCAST));
    }

    /** Compared only where no time zone matters. */
    @AssertTrue(message = "start_date must not be after end_date")
    boolean isForward() {
        return startDate == null
                || endDate == null
                || startDate.length() != DATE_ONLY
                || endDate.length() != DATE_ONLY
                || startDate.compareTo(endDate) <= 0;
    }

    private boolean by(Dimension dimension) {
        return dimensions != null && dimensions.values().contains(dimension);
    }

    /** Length of a period. */
    public enum Granularity {
        HOURLY,
        DAILY,
        WEEKLY,
        MONTHLY;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }

    /** What to break the counts down by. */
    public enum Dimension {
        PERIOD,
        DOMAIN,
        EMAIL,
        BROADCAST;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }

    /** What can be counted. */
    public enum Metric {
        RECEIVED,
        DELIVERED,
        COMPLAINED,
        SUPPRESSED,
        BOUNCED,
        BOUNCED_TRANSIENT,
        BOUNCED_PERMANENT,
        BOUNCED_UNDETERMINED,
        OPENED,
        CLICKED,
        UNSUBSCRIBED,
        DELIVERY_DELAYED,
        FAILED,
        SENT,
        UNIQUE_OPENED,
        UNIQUE_CLICKED,
        DELIVERY_RATE,
        OPEN_RATE,
        CLICK_RATE,
        BOUNCE_RATE,
        COMPLAINT_RATE,
        UNSUBSCRIBE_RATE;

        @Override
        @JsonValue
        public String toString() {
            return WireWords.of(this);
        }
    }
}
