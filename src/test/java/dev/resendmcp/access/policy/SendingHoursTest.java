package dev.resendmcp.access.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.access.policy.PolicyFixture.Way;
import dev.resendmcp.testing.McpCalls;
import dev.resendmcp.testing.ServiceExtension;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours of sending, judged at the time at which the mail leaves. */
class SendingHoursTest {
    private static final String MAIL =
            "{'from':'a@sandbox.resend.dev','subject':'s','text':'t','to':'delivered@resend.dev','scheduled_at':'%s'}";

    @RegisterExtension
    static final ServiceExtension SERVICE =
            new ServiceExtension().with("SENDING_HOURS", "Mon-Fri 08:00-18:00 Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        // Berlin is an hour ahead of UTC in winter, two in summer.
        "2030-01-07T07:00:00Z,true",
        "2030-01-07T06:59:59Z,false",
        "2030-01-07T16:59:59Z,true",
        "2030-01-07T17:00:00Z,false",
        "2030-07-01T06:00:00Z,true",
        "2030-01-05T12:00:00Z,false",
        "2030-01-06T12:00:00Z,false"
    })
    void clockAndDaysAreThoseOfTheZone(Instant time, boolean allowed) {
        assertThat(SendingHours.of("Mon-Fri 08:00-18:00 Europe/Berlin").allow(time))
                .isEqualTo(allowed);
    }

    @Test
    void daysMayGoRoundTheEndOfTheWeekAndHoursToMidnight() {
        SendingHours hours = SendingHours.of("Sat-Mon,Wed 22:00-24:00 UTC");
        assertThat(hours.allow(Instant.parse("2030-01-06T23:59:59Z"))).isTrue();
        assertThat(hours.allow(Instant.parse("2030-01-09T22:00:00Z"))).isTrue();
        assertThat(hours.allow(Instant.parse("2030-01-08T23:00:00Z"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Mon-Fri", "Mon 18:00-08:00 UTC", "Mon 8-18 UTC", "Mon 08:00-18:00 Nowhere", "Mo 08:00-18:00 UTC"
            })
    void otherFormsAreExplained(String text) {
        assertThatThrownBy(() -> SendingHours.of(text)).hasMessageContaining("Mon-Fri 08:00-18:00 Europe/Berlin");
    }

    /** The next one of these days, at this hour of UTC. */
    private static OffsetDateTime next(DayOfWeek day, int hour) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
        return now.with(TemporalAdjusters.next(day)).withHour(hour);
    }

    private static Stream<String> otherTimes() {
        return Stream.of(
                next(DayOfWeek.SATURDAY, 12).toString(),
                next(DayOfWeek.MONDAY, 22)
                        .withOffsetSameInstant(ZoneOffset.ofHours(1))
                        .toString(),
                "Sunday at 9am",
                "Monday at 6:59am Europe/Berlin",
                "next Friday at 6pm Europe/Berlin",
                "Monday at 3pm ET",
                next(DayOfWeek.MONDAY, 22).toLocalDateTime().toString(),
                next(DayOfWeek.TUESDAY, 0).toLocalDate().toString());
    }

    private static Stream<Arguments> everyWay() {
        return otherTimes().flatMap(time -> Arrays.stream(Way.values()).map(way -> Arguments.of(way, time)));
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void mailThatLeavesAtAnotherTimeIsRefused(Way way, String time) {
        int before = SERVICE.resend().requests().size();
        JsonNode refusal = way.call(SERVICE.running(), "send_email", McpCalls.json(MAIL.formatted(time)));
        assertThat(refusal.at("/error/message").asText()).startsWith("The rule SENDING_HOURS forbids");
        assertThat(PolicyFixture.changes(SERVICE.resend(), before)).isEmpty();
    }

    @Test
    void oneItemOfABatchAtAnotherTimeIsEnough() {
        String batch = "{'emails':[" + MAIL.formatted(next(DayOfWeek.MONDAY, 12)) + ","
                + MAIL.formatted(next(DayOfWeek.SUNDAY, 12)) + "]}";
        assertThat(SERVICE.mcp()
                        .call("send_batch_emails", batch)
                        .at("/error/message")
                        .asText())
                .contains("SENDING_HOURS");
    }

    @Test
    void newTimeOfAScheduledEmailIsJudged() {
        String call = "{'email_id':'x','scheduled_at':'" + next(DayOfWeek.SUNDAY, 12) + "'}";
        assertThat(SERVICE.mcp().call("update_email", call).at("/error/message").asText())
                .contains("SENDING_HOURS");
    }

    private static Stream<String> wordsWithin() {
        return Stream.of(
                "Tuesday at noon Europe/Berlin",
                "next Thursday at 9:30am Europe/Berlin",
                next(DayOfWeek.MONDAY, 12).toLocalDateTime().toString());
    }

    @ParameterizedTest
    @MethodSource("wordsWithin")
    void wordsForATimeWithinTheHoursAreAllowed(String time) {
        int before = SERVICE.resend().requests().size();
        JsonNode sent = SERVICE.mcp().call("send_email", MAIL.formatted(time));
        assertThat(sent.path("id").asText()).as(sent.toString()).isNotEmpty();
        assertThat(PolicyFixture.changes(SERVICE.resend(), before)).hasSize(1);
    }
}
