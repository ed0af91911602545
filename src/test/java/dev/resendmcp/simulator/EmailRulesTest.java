package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailRulesTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static SimulatorExtension.Reply from(String sender) {
        return sandbox.post("/emails", SimulatorExtension.EMAIL.replace("Ada <ada@sandbox.resend.dev>", sender));
    }

    private static SimulatorExtension.Reply to(String json) {
        return sandbox.post("/emails", SimulatorExtension.EMAIL.replace("\"delivered@resend.dev\"", json));
    }

    private static SimulatorExtension.Reply plus(String json) {
        return sandbox.post("/emails", SimulatorExtension.EMAIL.replaceFirst("}$", "," + json + "}"));
    }

    private static SimulatorExtension.Reply without(String field) {
        return sandbox.post(
                "/emails", SimulatorExtension.EMAIL.replaceFirst("\"%s\":\"[^\"]*\",".formatted(field), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "to", "subject"})
    void aMissingFieldIsNamed(String field) {
        SimulatorExtension.Reply reply = without(field);
        reply.isError(422, "missing_required_field");
        assertThat(reply.at("/message").textValue()).contains("`" + field + "`");
    }

    @Test
    void anEmailNeedsContent() {
        sandbox.post("/emails", SimulatorExtension.EMAIL.replace(",\"html\":\"<p>Hi</p>\"", ""))
                .isError(422, "validation_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "Ada ada@sandbox.resend.dev", "<ada>", "", "ada@sandbox.resend.dev <x>"})
    void aMalformedSenderIs422(String sender) {
        from(sender).isError(422, "invalid_from_address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"onboarding@resend.dev", "ada@SANDBOX.resend.dev", "Ada <ada@sandbox.resend.dev>"})
    void aSenderOfAVerifiedDomainIsTaken(String sender) {
        assertThat(from(sender).status()).isEqualTo(200);
    }

    @Test
    void aSenderOfAnotherDomainIs403() {
        from("ada@elsewhere.dev").isError(403, "validation_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"nobody\"", "[\"delivered@resend.dev\",\"a b@c.dev\"]", "[1]", "{}"})
    void badRecipientsAre422(String json) {
        to(json).isError(422, "validation_error");
    }

    @Test
    void thereAre50RecipientsAtMost() {
        String fifty = String.join(",", Collections.nCopies(50, "\"delivered@resend.dev\""));
        assertThat(to("[" + fifty + "]").status()).isEqualTo(200);
        to("[" + fifty + ",\"delivered@resend.dev\"]").isError(422, "validation_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@example.com", "A <a@Test.com>"})
    void recipientsAtTestDomainsAre422(String recipient) {
        to("\"" + recipient + "\"").isError(422, "validation_error");
        plus("\"cc\":\"" + recipient + "\"").isError(422, "validation_error");
        plus("\"bcc\":[\"" + recipient + "\"]").isError(422, "validation_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"filename\":\"a.txt\"}", "{\"content\":\"not base64!\"}"})
    void anAttachmentWithoutUsableContentIs422(String attachment) {
        plus("\"attachments\":[" + attachment + "]").isError(422, "invalid_attachment");
    }

    @Test
    void anUnknownFieldInsideAnAttachmentIsIgnored() {
        assertThat(plus("\"attachments\":[{\"content\":\"\",\"contentType\":\"a/b\"}]")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTemplateExcludesOwnContent() {
        plus("\"template\":{\"id\":\"t\"}").isError(422, "validation_error");
    }

    @ParameterizedTest
    @CsvSource({"a b,v", "'',v", "n,ü"})
    void aTagHasAsciiLettersOnly(String name, String value) {
        plus("\"tags\":[{\"name\":\"%s\",\"value\":\"%s\"}]".formatted(name, value))
                .isError(422, "validation_error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-13-01",
                "2026-12-01T25:00:00Z",
                " ",
                "soon",
                "whenever",
                "Sunderland",
                "2020-01-01",
                "in 31 days"
            })
    void aMalformedScheduleIs422(String when) {
        plus("\"scheduled_at\":\"" + when + "\"").isError(422, "validation_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow at 9am", "in 1 min", "in an hour", "Friday at 3pm ET", "tomorrow", "at noon"})
    void wordsAreTakenAsSchedule(String when) {
        assertThat(plus("\"scheduled_at\":\"" + when + "\"").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z", "+02:00"})
    void aTimeWithinThirtyDaysIsTakenAsSchedule(String zone) {
        String time = OffsetDateTime.now(ZoneOffset.of(zone)).plusDays(29).toString();
        assertThat(plus("\"scheduled_at\":\"" + time + "\"").status()).isEqualTo(200);
    }

    @Test
    void aTopicMayBeNull() {
        assertThat(plus("\"topic_id\":null").status()).isEqualTo(200);
    }
}
