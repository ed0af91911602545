package dev.resendmcp.schedule;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.stream.Stream;

/** Every form of a sending time, for all who read one. */
public final class SendingForms {
    /** A Friday, when New York is five hours behind. */
    private static final String USUAL = "2026-11-27T12:00:00Z";

    private SendingForms() {}

    /**
     * A form.
     *
     * @param text as given
     * @param now when it is read
     * @param time what it means
     */
    public record Form(String text, Instant now, ZonedDateTime time) {}

    /** All forms. */
    public static Stream<Form> all() {
        return Stream.concat(usual(), clockChanges());
    }

    private static Stream<Form> usual() {
        return Stream.of(
                form("2026-12-01", USUAL, "2026-12-01T00:00Z[UTC]"),
                form("2026-12-01T10:00:00Z", USUAL, "2026-12-01T10:00Z[UTC]"),
                form("2026-12-01T10:00", USUAL, "2026-12-01T10:00Z[UTC]"),
                form("2026-12-01 10:00:00.5+02:00", USUAL, "2026-12-01T10:00:00.500+02:00"),
                form("2026-12-01 10:00 +02", USUAL, "2026-12-01T10:00+02:00"),
                form("2026-12-01t10:00:00-0500", USUAL, "2026-12-01T10:00-05:00"),
                form("in 1 min", USUAL, "2026-11-27T12:01Z[UTC]"),
                form("in 30 seconds", USUAL, "2026-11-27T12:00:30Z[UTC]"),
                form("In 2 hours", USUAL, "2026-11-27T14:00Z[UTC]"),
                form("in an hour", USUAL, "2026-11-27T13:00Z[UTC]"),
                form("in a week", USUAL, "2026-12-04T12:00Z[UTC]"),
                form("in 1 day and 12 hours", USUAL, "2026-11-29T00:00Z[UTC]"),
                form("in 2h from now", USUAL, "2026-11-27T14:00Z[UTC]"),
                form("now", USUAL, "2026-11-27T12:00Z[UTC]"),
                form("tomorrow", USUAL, "2026-11-28T09:00Z[UTC]"),
                form("tomorrow at 9am", USUAL, "2026-11-28T09:00Z[UTC]"),
                form(" Tomorrow, at 9:15 PM ", USUAL, "2026-11-28T21:15Z[UTC]"),
                form("today at 5pm", USUAL, "2026-11-27T17:00Z[UTC]"),
                form("Friday at 3pm ET", USUAL, "2026-11-27T15:00-05:00[America/New_York]"),
                form("Friday at 6am EST", USUAL, "2026-12-04T06:00-05:00[America/New_York]"),
                form("friday at 3 pm et", USUAL, "2026-11-27T15:00-05:00[America/New_York]"),
                form("9 pm today", USUAL, "2026-11-27T21:00Z[UTC]"),
                form("next monday at 17:30", USUAL, "2026-11-30T17:30Z[UTC]"),
                form("on Sunday", USUAL, "2026-11-29T09:00Z[UTC]"),
                form("at 8am", USUAL, "2026-11-28T08:00Z[UTC]"),
                form("3pm PT", USUAL, "2026-11-27T15:00-08:00[America/Los_Angeles]"),
                form("9am tomorrow", USUAL, "2026-11-28T09:00Z[UTC]"),
                form("tomorrow at midnight CET", USUAL, "2026-11-28T00:00+01:00[Europe/Paris]"),
                form("tomorrow at noon Europe/Paris", USUAL, "2026-11-28T12:00+01:00[Europe/Paris]"),
                form("tonight", USUAL, "2026-11-27T20:00Z[UTC]"));
    }

    /** Days on which the clocks of New York and Paris go forward or back. */
    private static Stream<Form> clockChanges() {
        return Stream.of(
                form("tomorrow at 9am ET", "2027-03-13T12:00:00Z", "2027-03-14T09:00-04:00[America/New_York]"),
                form("tomorrow at 2:30am ET", "2027-03-13T12:00:00Z", "2027-03-14T03:30-04:00[America/New_York]"),
                form("tomorrow at 2:30am ET", "2027-03-14T05:30:00Z", "2027-03-15T02:30-04:00[America/New_York]"),
                form("at 2:30am ET", "2027-03-14T08:00:00Z", "2027-03-15T02:30-04:00[America/New_York]"),
                form("Monday at 2:30am ET", "2027-03-14T05:30:00Z", "2027-03-15T02:30-04:00[America/New_York]"),
                form("Sunday at 2:30am Europe/Paris", "2027-03-27T12:00:00Z", "2027-03-28T03:30+02:00[Europe/Paris]"),
                form("tomorrow at 1:30am ET", "2026-10-31T12:00:00Z", "2026-11-01T01:30-04:00[America/New_York]"),
                form("tomorrow at 3am ET", "2026-10-31T12:00:00Z", "2026-11-01T03:00-05:00[America/New_York]"),
                form("in 1 day", "2027-03-13T12:00:00Z", "2027-03-14T12:00Z[UTC]"));
    }

    private static Form form(String text, String now, String time) {
        return new Form(text, Instant.parse(now), ZonedDateTime.parse(time));
    }
}
