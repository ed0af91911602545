package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.resendmcp.simulator.core.PastEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailsTest {
    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static final String SCHEDULED =
            SimulatorExtension.EMAIL.replaceFirst("}$", ",\"scheduled_at\":\"in 1 hour\"}");
    private static final String ATTACHED = SimulatorExtension.EMAIL.replaceFirst("}$", """
            ,"attachments":[
              {"filename":"a.txt","content":"aGVsbG8="},
              {"path":"https://files.sandbox.invalid/b.png","content_id":"b"}]}""");

    private static String sentTo(String recipient) {
        return sandbox.sent(SimulatorExtension.EMAIL.replace("delivered@resend.dev", recipient));
    }

    private static String lastEvent(String id) {
        return sandbox.get("/emails/" + id).at("/last_event").textValue();
    }

    private static List<String> events(String id) {
        return sandbox.simulator.events(id).stream().map(PastEvent::name).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "delivered@resend.dev, sent delivered",
        "bounced@resend.dev, sent bounced",
        "complained@resend.dev, sent delivered complained",
        "suppressed@resend.dev, suppressed"
    })
    void everythingThatHappenedToAnEmailIsKept(String recipient, String events) {
        assertThat(String.join(" ", events(sentTo(recipient)))).isEqualTo(events);
    }

    @Test
    void changesOfAScheduledEmailAreKept() {
        String id = sandbox.sent(SCHEDULED);
        sandbox.patch("/emails/" + id, "{\"scheduled_at\":\"in 2 hours\"}");
        sandbox.post("/emails/" + id + "/cancel", "");
        assertThat(events(id)).containsExactly("scheduled", "rescheduled", "canceled");
    }

    @Test
    void sendingAnswersWithAnIdOnly() {
        JsonNode answer = sandbox.post("/emails", SimulatorExtension.EMAIL).at("");
        assertThat(answer.size()).isEqualTo(1);
        assertThat(UUID.fromString(answer.get("id").textValue())).isNotNull();
    }

    @Test
    void aSentEmailCanBeRead() {
        JsonNode email =
                sandbox.get("/emails/" + sandbox.sent(SimulatorExtension.EMAIL)).at("");
        assertThat(email.get("object").textValue()).isEqualTo("email");
        assertThat(email.get("from").textValue()).isEqualTo("Ada <ada@sandbox.resend.dev>");
        assertThat(email.at("/to/0").textValue()).isEqualTo("delivered@resend.dev");
        assertThat(email.get("html").textValue()).isEqualTo("<p>Hi</p>");
        assertThat(email.get("text").isNull()).isTrue();
        assertThat(email.get("message_id").textValue()).startsWith("<").endsWith(">");
        assertThat(email.get("created_at").textValue())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00");
    }

    @ParameterizedTest
    @CsvSource({
        "someone@elsewhere.dev, delivered",
        "delivered+a@resend.dev, delivered",
        "bounced@resend.dev, bounced",
        "bounced+a@resend.dev, bounced",
        "complained@resend.dev, complained",
        "suppressed@resend.dev, suppressed",
        "suppressed+a@resend.dev, delivered"
    })
    void theRecipientDecidesWhatBecomesOfAnEmail(String recipient, String event) {
        assertThat(lastEvent(sentTo(recipient))).isEqualTo(event);
    }

    @Test
    void aScheduledEmailWaits() {
        assertThat(lastEvent(sandbox.sent(SCHEDULED))).isEqualTo("scheduled");
    }

    @Test
    void aScheduledEmailCanBeMoved() {
        String id = sandbox.sent(SCHEDULED);
        String time = Instant.now()
                .plus(Duration.ofDays(3))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        SimulatorExtension.Reply reply = sandbox.patch("/emails/" + id, "{\"scheduled_at\":\"" + time + "\"}");
        assertThat(reply.text()).isEqualTo("{\"object\":\"email\",\"id\":\"%s\"}".formatted(id));
        assertThat(sandbox.get("/emails/" + id).at("/scheduled_at").textValue()).isEqualTo(time);
    }

    @Test
    void aScheduledEmailCanBeCancelledOnce() {
        String id = sandbox.sent(SCHEDULED);
        SimulatorExtension.Reply reply = sandbox.post("/emails/" + id + "/cancel", null);
        assertThat(reply.text()).isEqualTo("{\"object\":\"email\",\"id\":\"%s\"}".formatted(id));
        assertThat(lastEvent(id)).isEqualTo("canceled");
        sandbox.post("/emails/" + id + "/cancel", null).isError(422, "validation_error");
    }

    @Test
    void anEmailThatIsNotScheduledCanBeNeitherMovedNorCancelled() {
        String path = "/emails/" + sandbox.sent(SimulatorExtension.EMAIL);
        sandbox.patch(path, "{\"scheduled_at\":\"in 1 hour\"}").isError(422, "validation_error");
        sandbox.post(path + "/cancel", null).isError(422, "validation_error");
        assertThat(sandbox.get(path).at("/scheduled_at").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"expires_in\":\"10m\"}", "{\"expires_in\":\"2 hours\"}", "{\"expires_in\":\"2 days\"}"})
    void aLinkToAnEmailCanBeShared(String body) {
        String id = sandbox.sent(SimulatorExtension.EMAIL);
        SimulatorExtension.Reply reply = sandbox.post("/emails/" + id + "/share", body);
        assertThat(reply.at("/object").textValue()).isEqualTo("email");
        assertThat(reply.at("/id").textValue()).isEqualTo(id);
        assertThat(reply.at("/url").textValue()).startsWith("https://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"49 hours", "3 days", "0m", "soon"})
    void aSharedLinkHolds48HoursAtMost(String duration) {
        String path = "/emails/" + sandbox.sent(SimulatorExtension.EMAIL) + "/share";
        sandbox.post(path, "{\"expires_in\":\"%s\"}".formatted(duration)).isError(422, "validation_error");
    }

    @Test
    void attachmentsOfASentEmailCanBeListed() {
        JsonNode data = sandbox.get("/emails/" + sandbox.sent(ATTACHED) + "/attachments")
                .at("/data");
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.at("/1/filename").textValue()).isEqualTo("a.txt");
        assertThat(data.at("/1/size").intValue()).isEqualTo(5);
        assertThat(data.at("/1/content_type").textValue()).isEqualTo("text/plain");
        assertThat(data.at("/0/filename").textValue()).isEqualTo("b.png");
        assertThat(data.at("/0/content_disposition").textValue()).isEqualTo("inline");
    }

    @Test
    void anAttachmentOfASentEmailHasALink() {
        String path = "/emails/" + sandbox.sent(ATTACHED) + "/attachments";
        String id = sandbox.get(path).at("/data/0/id").textValue();
        SimulatorExtension.Reply reply = sandbox.get(path + "/" + id);
        assertThat(reply.at("/object").textValue()).isEqualTo("attachment");
        assertThat(reply.at("/download_url").textValue()).startsWith(sandbox.simulator.baseUri() + "/downloads/");
    }

    @Test
    void theLinkOfAnAttachmentLeadsToItsContent() {
        String path = "/emails/" + sandbox.sent(ATTACHED) + "/attachments";
        assertThat(sandbox.download(sandbox.get(path).at("/data/1/download_url").textValue()))
                .isEqualTo("hello");
    }

    @Test
    void mailToASuppressedAddressIsHeldBack() {
        assertThat(lastEvent(sentTo("gone@receiver.test"))).isEqualTo("suppressed");
    }

    @Test
    void mailToAnInboxArrives() {
        sentTo("support@sandbox.resend.dev");
        assertThat(sandbox.get("/emails/receiving").at("/data/0/received_for/0").textValue())
                .isEqualTo("support@sandbox.resend.dev");
        assertThat(sandbox.get("/inboxes/support@sandbox.resend.dev/threads")
                        .at("/data/0/subject")
                        .textValue())
                .isEqualTo("Hello");
    }

    @Test
    void anAttachmentIsNotFoundUnderAnotherEmail() {
        String path = "/emails/" + sandbox.sent(ATTACHED) + "/attachments";
        String id = sandbox.get(path).at("/data/0/id").textValue();
        sandbox.get("/emails/" + sandbox.sent(SimulatorExtension.EMAIL) + "/attachments/" + id)
                .isError(404, "not_found");
    }
}
