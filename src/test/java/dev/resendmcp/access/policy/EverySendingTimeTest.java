package dev.resendmcp.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.access.mail.Mail;
import dev.resendmcp.schedule.SendingForms.Form;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policy reads every form of a sending time as the rest of the service does. */
class EverySendingTimeTest {
    private static final DateTimeFormatter DAY_AND_HOUR = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ROOT);

    @ParameterizedTest
    @MethodSource("dev.resendmcp.schedule.SendingForms#all")
    void mailLeavesInTheMinuteThatTheTimeMeans(Form form) {
        ZonedDateTime minute = form.time().withZoneSameInstant(ZoneOffset.UTC);
        assertThat(violation(minute, form)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.resendmcp.schedule.SendingForms#all")
    void mailDoesNotLeaveInTheMinuteBefore(Form form) {
        ZonedDateTime minute = form.time().withZoneSameInstant(ZoneOffset.UTC).minusMinutes(1);
        assertThat(violation(minute, form)).map(Violation::rule).contains(PolicyRule.SENDING_HOURS);
    }

    /** Judges a mail with a time while mail may leave in one minute of the week. */
    private static Optional<Violation> violation(ZonedDateTime minute, Form form) {
        String until = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(minute.plusMinutes(1));
        SendingHours hours =
                SendingHours.of(DAY_AND_HOUR.format(minute) + "-" + (until.equals("00:00") ? "24:00" : until) + " UTC");
        PolicySettings policy = new PolicySettings(null, null, null, null, null, null, null, null, hours);
        Mail mail = new Mail() {
            @Override
            public List<Optional<String>> departures() {
                return List.of(Optional.of(form.text()));
            }
        };
        return new PolicyCheck(policy, form.now(), Duration.ZERO).violation(mail);
    }
}
