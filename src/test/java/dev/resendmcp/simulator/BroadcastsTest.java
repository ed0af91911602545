package dev.resendmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.resendmcp.testing.SeededAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BroadcastsTest {
    private static final String DRAFT =
            "{\"segment_id\":\"s\",\"from\":\"a@sandbox.resend.dev\",\"subject\":\"S\",\"html\":\"h\"}";
    private static final String SENT = "/broadcasts/" + SeededAccount.BROADCAST_ID;

    @RegisterExtension
    static final SimulatorExtension sandbox = new SimulatorExtension();

    private static String created(String more) {
        SimulatorExtension.Reply reply = sandbox.post("/broadcasts", DRAFT.replaceFirst("}$", more + "}"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return "/broadcasts/" + reply.at("/id").textValue();
    }

    private static String status(String broadcast) {
        return sandbox.get(broadcast).at("/status").textValue();
    }

    @Test
    void aDraftIsSentOnce() {
        String draft = created("");
        assertThat(status(draft)).isEqualTo("draft");
        assertThat(sandbox.post(draft + "/send", null).status()).isEqualTo(200);
        assertThat(status(draft)).isEqualTo("sent");
        sandbox.post(draft + "/send", null).isError(403, "validation_error");
    }

    @Test
    void aCancelledScheduleLeavesADraft() {
        String scheduled = created(",\"send\":true,\"scheduled_at\":\"in 1 hour\"");
        assertThat(status(scheduled)).isEqualTo("scheduled");
        sandbox.post(scheduled + "/cancel", null);
        assertThat(status(scheduled)).isEqualTo("draft");
        assertThat(sandbox.get(scheduled).at("/scheduled_at").isNull()).isTrue();
    }

    @Test
    void aScheduleNeedsSend() {
        sandbox.post("/broadcasts", DRAFT.replaceFirst("}$", ",\"scheduled_at\":\"in 1 hour\"}"))
                .isError(422, "validation_error");
    }

    @Test
    void whatWasSentCannotBeCancelledOrDeleted() {
        sandbox.post(SENT + "/cancel", null).isError(403, "validation_error");
        sandbox.delete(SENT).isError(403, "validation_error");
    }

    @Test
    void aDuplicateOfASentOneIsADraft() {
        String copy = "/broadcasts/"
                + sandbox.post(SENT + "/duplicate", null).at("/id").textValue();
        assertThat(status(copy)).isEqualTo("draft");
        assertThat(sandbox.get(copy).at("/sent_at").isNull()).isTrue();
    }

    @Test
    void recipientsAreThoseOfOneEvent() {
        SimulatorExtension.Reply bounced = sandbox.get(SENT + "/recipients?type=bounced&bounce_type=permanent");
        assertThat(bounced.at("/data").size()).isEqualTo(1);
        assertThat(bounced.at("/data/0/email").textValue()).isEqualTo("bob@reader.test");
        sandbox.get(SENT + "/recipients?type=sent&bounce_type=permanent").isError(422, "validation_error");
        sandbox.get(SENT + "/recipients").isError(422, "missing_required_parameter");
    }

    @Test
    void clickedLinksAreCounted() {
        assertThat(sandbox.get(SENT + "/clicked-links")
                        .at("/data/0/unique_clicks")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void everyMemberOfTheSegmentGetsAnEmail() {
        String segment = sandbox.get("/segments").at("/data/0/id").textValue();
        for (String name : new String[] {"Ann", "Bob"}) {
            sandbox.post(
                    "/contacts",
                    "{\"email\":\"%1$s@reader.test\",\"first_name\":\"%1$s\",\"segments\":[{\"id\":\"%2$s\"}]}"
                            .formatted(name, segment));
        }
        String id =
                sandbox.post("/broadcasts", """
                        {"segment_id":"%s","from":"a@sandbox.resend.dev","subject":"Hi {{{FIRST_NAME|there}}}",
                         "text":"T","send":true}""".formatted(segment)).at("/id").textValue();
        assertThat(sandbox.get("/broadcasts/" + id + "/recipients?type=delivered")
                        .at("/data")
                        .findValuesAsText("email"))
                .containsExactlyInAnyOrder("Ann@reader.test", "Bob@reader.test");
        assertThat(sandbox.get("/emails").at("/data").findValuesAsText("subject"))
                .containsExactlyInAnyOrder("Hi Ann", "Hi Bob");
    }
}
